import { glob } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defineConfig, type UserConfig } from 'vite'
import { serverConfig } from './setup/server/config.ts'
import { widgetConfig } from './setup/widget/config.ts'
import { root, shared } from './setup/widget/options.ts'
import { workerConfig } from './setup/worker/config.ts'

/** The console, an app of one page. In development Vite hands on to the server whatever is not the console's. */
const consoleConfig = (): UserConfig => ({
  ...shared,
  root: resolve(root, 'server/console'),
  base: '/admin/',
  build: {
    outDir: resolve(root, 'dist/admin'),
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        index: resolve(root, 'server/console/index.html'),
        // Put into the inspector's folder, in one page with its script.
        'check-folder': resolve(root, 'server/console/inspector/main.ts'),
      },
    },
  },
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

/** `vite build --mode widget | console | demo | server | worker`: each mode builds all its outputs into `dist/`. */
export default defineConfig(({ mode }) => {
  if (mode === 'widget') return widgetConfig()
  if (mode === 'console') return consoleConfig()
  if (mode === 'demo') return demoConfig()
  if (mode === 'server') return serverConfig()
  if (mode === 'worker') return workerConfig()
  return shared
})
