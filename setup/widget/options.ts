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
export const widgetBuild: BuildOptions = {
  outDir,
  emptyOutDir: false,
  target: 'es2020',
  modulePreload: false,
}
