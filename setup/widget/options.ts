import { resolve } from 'node:path'
import type { BuildOptions, InlineConfig, UserConfig } from 'vite'

export const root = resolve(import.meta.dirname, '../..')
export const languages = ['kk', 'ru', 'en'] as const
export type Language = (typeof languages)[number]
/** Folder of the widget's served files. */
export const outDir = resolve(root, 'dist/widget')

/** Options common to all builds. */
export const shared: UserConfig = {
  root,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
}

export const widget: InlineConfig = { ...shared, configFile: false, logLevel: 'warn' }
/**
 * Replaces each `document` in the widget, because markup can name elements that shadow properties of the real one. Done by
 * the build, so that no line is forgotten, not even in Preact.
 */
export const transform = {
  inject: { document: [resolve(root, 'widget/page/document.ts'), 'page'] as [string, string] },
}

/**
 * The oldest engines in which the whole widget works, as README and docs/deployment.md say. It is built for their syntax and
 * does without the platform features that they lack (`test/e2e/oldest-engines.spec.ts`). They are the first with cascade
 * layers and `<dialog>`.
 */
export const oldestEngines = ['chrome99', 'firefox98', 'safari15.4']

export const widgetBuild: BuildOptions = {
  outDir,
  emptyOutDir: false,
  target: oldestEngines,
  modulePreload: false,
}
