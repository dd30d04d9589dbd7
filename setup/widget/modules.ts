import { writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { root } from './options.ts'

/** The modules in each file of the widget, for the test that no third-party module is included. */
export type Modules = Record<string, readonly string[]>

/** Records a file's modules, by their paths in the checkout. */
export function note(modules: Modules, fileName: string, moduleIds: readonly string[]): void {
  modules[fileName] = moduleIds.map((id) => relative(root, id.replace(/^\0/, '')))
}

/** Adds the loader and writes the list beside the widget, where it is not served. */
export const writeModules = (modules: Modules): Plugin => ({
  name: 'kelisim:modules',
  async writeBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') note(modules, file.fileName, file.moduleIds)
    }
    await writeFile(resolve(root, 'dist/widget-modules.json'), JSON.stringify(modules, null, 2))
  },
})
