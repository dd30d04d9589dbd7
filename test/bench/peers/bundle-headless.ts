import { join } from 'node:path'
import { build } from 'vite'

/**
 * Bundles a peer that is a library and no script of its own, with the banner that a page would write for it.
 *
 * @param modules the folder that holds the peers.
 * @returns path of the one file.
 */
export async function bundleHeadless(modules: string, name: string): Promise<string> {
  const outDir = join(modules, '..', 'bundles')
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { [name]: join(modules, name) } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: false,
      lib: { entry: join(import.meta.dirname, `${name}.js`), formats: ['iife'], name: 'peer' },
      rolldownOptions: { output: { entryFileNames: `${name}.js` } },
      minify: true,
    },
  })
  return join(outDir, `${name}.js`)
}
