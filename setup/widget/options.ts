import { resolve } from 'node:path'
import type { BuildOptions, InlineConfig, UserConfig } from 'vite'
import { type Language, languages } from '../../server/contract/words.ts'

export { type Language, languages }

export const root = resolve(import.meta.dirname, '../..')
/** Folder of the widget's served files. */
export const outDir = resolve(root, 'dist/widget')

const preactJsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

/** What every build has in common. */
export const shared: UserConfig = {
  root,
  publicDir: false,
  oxc: preactJsx,
}

export const widget: InlineConfig = { ...shared, configFile: false, logLevel: 'warn' }
const inPage = (file: string, name: string): [string, string] => [
  resolve(root, `widget/page/${file}.ts`),
  name,
]
/**
 * Replaces each `document` in the widget, because markup can name elements that shadow properties of the real one, and each
 * `Promise`, because pages have others. Done by the build, so that no line is forgotten, not even in Preact.
 */
export const transform = {
  inject: { document: inPage('document', 'page'), Promise: inPage('builtins/promise', 'own') },
}

/** How JSX becomes what is shown. */
export interface Drawing {
  readonly oxc: Exclude<UserConfig['oxc'], undefined>
  readonly transform: { readonly inject: Record<string, [string, string]> }
}

/** For parts that change while they are shown. */
export const preactTrees: Drawing = { oxc: preactJsx, transform }

/**
 * For parts whose trees never change once they are shown: their components make the elements themselves, without Preact
 * (decision 042).
 */
export const staticTrees: Drawing = {
  oxc: { jsx: { runtime: 'classic', pragma: 'h' } },
  transform: {
    inject: { ...transform.inject, h: [resolve(root, 'widget/ui/root/static-tree.ts'), 'h'] },
  },
}

/**
 * The oldest engines in which the whole widget works, as docs/limits.md and docs/deployment.md say. It is built for their
 * syntax and does without the platform features that they lack (`test/e2e/fights/oldest-engines.spec.ts`). They are the first with cascade
 * layers and `<dialog>`.
 */
export const oldestEngines = ['chrome99', 'firefox98', 'safari15.4']

export const widgetBuild: BuildOptions = {
  outDir,
  emptyOutDir: false,
  target: oldestEngines,
  modulePreload: false,
}
