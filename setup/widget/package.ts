import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build, type Rolldown } from 'vite'
import { root, widget, widgetBuild } from './options.ts'

/**
 * The package for pages that are built: a module that puts the script tag into the page, and the types of
 * `window.kelisim`. It depends on nothing, whatever the server depends on.
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
  const { version, description, license } = JSON.parse(
    await readFile(resolve(root, 'package.json'), 'utf8'),
  )
  const entry = { types: './kelisim.d.ts', default: './kelisim.js' }
  const manifest = {
    ...{ name: 'kelisim', version, description, license, type: 'module', sideEffects: false },
    ...{ exports: { '.': entry }, types: './kelisim.d.ts' },
    files: ['kelisim.js', 'kelisim.d.ts', 'LICENSE'],
  }
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeFile(resolve(folder, 'kelisim.js'), result.output[0].code)
  await copyFile(
    resolve(root, 'widget/package/types/kelisim.d.ts'),
    resolve(folder, 'kelisim.d.ts'),
  )
  await copyFile(resolve(root, 'LICENSE'), resolve(folder, 'LICENSE'))
  await writeFile(resolve(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}
