// How the widget is built. A page gets two kinds of files from it:
//
// - The loader, one classic script of 2.5 kB, which the server writes the site into. It loads everything else on demand.
// - Parts, ES modules. One that shows texts is built once for each language, with the texts inlined, so that a visitor
//   downloads one language. All parts of a build have one hash in their names, so that they are cached for ever.
//
// `parts.ts` builds the parts in one Vite build each: built together, they would share chunks, and a page would need more
// requests. `inline-texts.ts` puts texts in. `options.ts` has what all builds share: engines, document, JSX. Panels that
// change while they are shown are compiled for Preact, the others for `widget/ui/root/static-tree.ts` (decision 042).
// `modules.ts` records which module went into which file, for the tests. `package.ts` makes the npm package.
import { resolve } from 'node:path'
import type { UserConfig } from 'vite'
import { writeTexts } from './inline-texts.ts'
import { type Modules, writeModules } from './modules.ts'
import { root, transform, widget, widgetBuild } from './options.ts'
import { writePackage } from './package.ts'
import { buildParts, writeFirst } from './parts.ts'

/** Builds the parts first, since the loader contains their names; then the loader as one classic script. */
export async function widgetConfig(): Promise<UserConfig> {
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
