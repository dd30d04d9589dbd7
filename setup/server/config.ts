import { resolve } from 'node:path'
import type { UserConfig } from 'vite'
import { root, shared } from '../widget/options.ts'

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
export const serverConfig = (): UserConfig => ({
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
