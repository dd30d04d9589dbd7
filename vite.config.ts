import { glob, mkdir, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type BuildOptions,
  build,
  defineConfig,
  type InlineConfig,
  type Plugin,
  type Rolldown,
  type UserConfig,
} from 'vite'

const root = import.meta.dirname
const languages = ['kk', 'ru', 'en'] as const
type Language = (typeof languages)[number]
const outDir = resolve(root, 'dist/widget')

/** Parts of the widget that the loader brings on demand: name of the file → its entry. */
const parts = {
  ui: 'widget/ui/index',
  placeholder: 'widget/ui/placeholder',
  contact: 'widget/contact/index',
} as const
type Part = keyof typeof parts
/** File name of each part in each language, as the loader has it by `define`. */
type Chunks = Record<Part, Record<Language, string>>

const shared: UserConfig = {
  root,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
}

const widget: InlineConfig = { ...shared, configFile: false, logLevel: 'warn' }
const widgetBuild: BuildOptions = {
  outDir,
  emptyOutDir: false,
  target: 'es2020',
  modulePreload: false,
}

/** Gives every import of a Kazakh text the same file of another language. */
const speak = (language: Language): Plugin => ({
  name: 'kelisim:language',
  enforce: 'pre',
  resolveId(source, importer) {
    const spoken = source.replace(/\/text\/kk(?=[./])/, `/text/${language}`)
    return spoken === source ? null : this.resolve(spoken, importer, { skipSelf: true })
  },
})

/** Builds one part in one language and answers its file name. Every file it makes carries its content's hash. */
async function buildPart(part: Part, language: Language): Promise<string> {
  const result = (await build({
    ...widget,
    plugins: [speak(language)],
    build: {
      ...widgetBuild,
      rolldownOptions: {
        input: { [part]: resolve(root, parts[part]) },
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: `[name]-${language}-[hash].js`,
          chunkFileNames: `[name]-${language}-[hash].js`,
        },
      },
    },
  })) as Rolldown.RolldownOutput
  const entry = result.output.find((file) => file.type === 'chunk' && file.isEntry)
  if (!entry) throw new Error(`no entry was built of ${parts[part]}`)
  return entry.fileName
}

/** All parts in all languages. One after the other: a small machine gains nothing by doing them at once. */
async function buildParts(): Promise<Chunks> {
  const chunks = { ui: {}, placeholder: {}, contact: {} } as Chunks
  for (const language of languages) {
    for (const part of Object.keys(parts) as Part[]) {
      chunks[part][language] = await buildPart(part, language)
    }
  }
  return chunks
}

/** Every text of a language in one file, keys in order: the server's notice hash is made of it. */
async function writeTexts(): Promise<void> {
  for (const language of languages) {
    const texts = await import(resolve(root, `widget/text/${language}.ts`))
    await writeFile(resolve(outDir, `text-${language}.json`), JSON.stringify({ ...texts }, null, 2))
  }
}

/** The parts first, since the loader carries their names; then the loader as one classic script. */
async function widgetConfig(): Promise<UserConfig> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  const chunks = await buildParts()
  await writeTexts()
  return {
    ...widget,
    define: { __KELISIM_CHUNKS__: JSON.stringify(chunks) },
    build: {
      ...widgetBuild,
      rolldownOptions: {
        input: resolve(root, 'widget/index.ts'),
        output: { format: 'iife', entryFileNames: 'loader.js' },
      },
    },
  }
}

/** The console, an app of one page. */
const consoleConfig = (): UserConfig => ({
  ...shared,
  root: resolve(root, 'server/admin'),
  base: '/admin/',
  build: { outDir: resolve(root, 'dist/admin'), emptyOutDir: true },
})

/** The demo: as many pages as there are files, which know of the widget only the script tag. */
async function demoConfig(): Promise<UserConfig> {
  const demo = resolve(root, 'demo')
  const input = await Array.fromAsync(glob('**/*.html', { cwd: demo }), (page) => resolve(demo, page))
  return {
    ...shared,
    root: demo,
    base: '/demo/',
    publicDir: resolve(demo, 'public'),
    build: { outDir: resolve(root, 'dist/demo'), emptyOutDir: true, rolldownOptions: { input } },
  }
}

/** `vite build --mode widget | console | demo`: each builds everything of its own into `dist/`. */
export default defineConfig(({ mode }) => {
  if (mode === 'widget') return widgetConfig()
  if (mode === 'console') return consoleConfig()
  if (mode === 'demo') return demoConfig()
  return shared
})
