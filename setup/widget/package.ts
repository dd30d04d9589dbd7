import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build, type Rolldown } from 'vite'
import { root, widget, widgetBuild } from './options.ts'

/**
 * Writes the npm package for bundled pages: a module that inserts the script tag, and the types of `window.kelisim`. It has
 * no dependencies, whatever the server depends on. Its manifest is the only one with a version: the checkout's has none, so
 * npm packs the module and never the server.
 */
export async function writePackage(): Promise<void> {
  const folder = resolve(root, 'dist/package')
  const [result] = (await build({
    ...widget,
    build: {
      ...widgetBuild,
      write: false,
      lib: { entry: resolve(root, 'widget/package/load.ts'), formats: ['es'] },
    },
  })) as [Rolldown.RolldownOutput]
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeFile(resolve(folder, 'kelisim.js'), result.output[0].code)
  await copyFile(
    resolve(root, 'widget/package/types/kelisim.d.ts'),
    resolve(folder, 'kelisim.d.ts'),
  )
  await copyFile(resolve(root, 'LICENSE'), resolve(folder, 'LICENSE'))
  await copyFile(resolve(root, 'widget/package/manifest.json'), resolve(folder, 'package.json'))
}
