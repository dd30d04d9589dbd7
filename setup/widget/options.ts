import { resolve } from 'node:path'
import type { BuildOptions, InlineConfig, UserConfig } from 'vite'

export const root = resolve(import.meta.dirname, '../..')
export const languages = ['kk', 'ru', 'en'] as const
export type Language = (typeof languages)[number]
/** Where the widget's files go that are handed out. */
export const outDir = resolve(root, 'dist/widget')

/** What every build has in common. */
export const shared: UserConfig = {
  root,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
}

export const widget: InlineConfig = { ...shared, configFile: false, logLevel: 'warn' }
/**
 * In place of each `document` in the widget: markup can name elements into the real one. Written in by the build, so that
 * no line, and none of Preact's, is forgotten.
 */
export const transform = {
  inject: { document: [resolve(root, 'widget/page/document.ts'), 'page'] as [string, string] },
}

/**
 * The oldest engines in which the widget runs whole, as README and docs/deployment.md say. Their syntax is what it is built for;
 * what they lack of the platform, it does without (`test/e2e/oldest-engines.spec.ts`). They are the first with cascade layers
 * and `<dialog>`.
 */
export const oldestEngines = ['chrome99', 'firefox98', 'safari15.4']

export const widgetBuild: BuildOptions = {
  outDir,
  emptyOutDir: false,
  target: oldestEngines,
  modulePreload: false,
}
