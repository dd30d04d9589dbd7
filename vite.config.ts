import { glob, mkdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defineConfig, type UserConfig } from 'vite'
import { writeTexts } from './setup/widget/inline-texts.ts'
import { type Modules, writeModules } from './setup/widget/modules.ts'
import { outDir, root, shared, transform, widget, widgetBuild } from './setup/widget/options.ts'
import { writePackage } from './setup/widget/package.ts'
import { buildParts, writeFirst } from './setup/widget/parts.ts'
import { workerConfig } from './setup/worker/config.ts'

/** Builds the parts first, since the loader contains their names; then the loader as one classic script. */
async function widgetConfig(): Promise<UserConfig> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  const modules: Modules = {}
  await buildParts(modules)
  await writeFirst(modules)
  await writeTexts()
  await writePackage()
  return {
    ...widget,
    plugins: [writeModules(modules)],
    build: {
      ...widgetBuild,
      rolldownOptions: {
        transform,
        // An inlined constant costs more than a one-letter name at each place.
        optimization: { inlineConst: false },
        input: resolve(root, 'widget/index.ts'),
        output: { format: 'iife', entryFileNames: 'loader.js' },
      },
    },
  }
}

/** The console, an app of one page. In development Vite hands on to the server whatever is not the console's. */
const consoleConfig = (): UserConfig => ({
  ...shared,
  root: resolve(root, 'server/console'),
  base: '/admin/',
  build: { outDir: resolve(root, 'dist/admin'), emptyOutDir: true },
  server: {
    port: 5173,
    proxy: {
      '^/(?!admin/)': {
        target: `http://127.0.0.1:${process.env.PORT ?? 8787}`,
        // The server tells its own pages by `Host`.
        changeOrigin: false,
      },
    },
  },
})

/** The demo: one page for each file; they know only the widget's script tag. */
async function demoConfig(): Promise<UserConfig> {
  const demo = resolve(root, 'demo')
  const input: string[] = []
  for await (const page of glob('**/*.html', { cwd: demo })) input.push(resolve(demo, page))
  return {
    ...shared,
    root: demo,
    base: '/demo/',
    publicDir: resolve(demo, 'public'),
    build: { outDir: resolve(root, 'dist/demo'), emptyOutDir: true, rolldownOptions: { input } },
  }
}

/** Entries that run on Node: the server, and one file for each operator command. */
function serverEntries(): Record<string, string> {
  const folder = resolve(root, 'server/node/commands')
  const names = [
    'verify',
    'rotate-signing-key',
    'reset-password',
    'backup',
    'restore',
    'rotate-keys',
    'policy',
    'retention',
    'deletions',
  ]
  const commands = names.map((name) => [`commands/${name}`, resolve(folder, `${name}.ts`)])
  return {
    node: resolve(root, 'server/node/main.ts'),
    'serve-site': resolve(root, 'server/node/serve-site.ts'),
    ...Object.fromEntries(commands),
  }
}

/**
 * Bundles the server into few files. From source, drizzle-orm's many modules alone cost half a second and 150 MB at the
 * start; the driver stays external, since it contains a binary.
 */
const serverConfig = (): UserConfig => ({
  ...shared,
  logLevel: 'warn',
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: true,
    outDir: resolve(root, 'dist/server'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: serverEntries(),
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
})

/** `vite build --mode widget | console | demo | server | worker`: each mode builds all its outputs into `dist/`. */
export default defineConfig(({ mode }) => {
  if (mode === 'widget') return widgetConfig()
  if (mode === 'console') return consoleConfig()
  if (mode === 'demo') return demoConfig()
  if (mode === 'server') return serverConfig()
  if (mode === 'worker') return workerConfig()
  return shared
})
