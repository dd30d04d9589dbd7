import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
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
type Part = Pick<Rolldown.OutputChunk, 'fileName' | 'code' | 'moduleIds'>

/** Parts of the widget that the loader brings on demand and that hold texts: once for each language. */
const spokenParts = {
  ui: 'widget/ui/index',
  placeholder: 'widget/ui/placeholder',
  reopen: 'widget/ui/reopen',
  contact: 'widget/parts/contact',
  'contact-form': 'widget/ui/contact-form',
  cookies: 'widget/ui/cookies',
}
/** Parts without a text: once. */
const silentParts = {
  consent: 'widget/parts/consent',
  gate: 'widget/parts/gate',
  subject: 'widget/parts/subject',
  tags: 'widget/parts/tags',
  visits: 'widget/parts/visits',
}
/** Stands in the name of each part until it is known what all of them hold. */
const BUILD = '00000000'

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

/**
 * Puts the texts of one language where the Kazakh ones stand. `text.bannerTitle` becomes the text itself, so that each
 * file holds what it shows and nothing else.
 */
const speak = (language: Language): Plugin => ({
  name: 'kelisim:language',
  enforce: 'pre',
  resolveId(source, importer) {
    const spoken = source.replace(/\/text\/kk(?=[./])/, `/text/${language}`)
    return spoken === source ? null : this.resolve(spoken, importer, { skipSelf: true })
  },
  async transform(code) {
    let spoken = code
    for (const [, name = '', file = ''] of code.matchAll(TEXTS)) {
      const texts = await readTexts(language, file)
      spoken = spoken.replace(
        new RegExp(`\\b${name}\\.(\\w+)`, 'g'),
        (whole, key) => JSON.stringify(texts[key]) ?? whole,
      )
    }
    return spoken === code ? null : spoken
  },
})

/** How a file imports texts: under a name, from the Kazakh ones, or from a file of them for one panel. */
const TEXTS = /import \* as (\w+) from '(?:\.\.\/)+text\/kk(\/[\w-]+)?\.ts'/g

/** Every text of a language by its name. */
const readTexts = async (
  language: Language,
  file = '',
): Promise<Readonly<Record<string, string>>> =>
  import(resolve(root, `widget/text/${language}${file}.ts`))

/** Builds one part; what it imports dynamically comes with it. */
async function buildPart(name: string, entry: string, language?: Language): Promise<Part[]> {
  const names = language ? `[name]-${language}-${BUILD}.js` : `[name]-${BUILD}.js`
  const [result] = (await build({
    ...widget,
    plugins: language ? [speak(language)] : [],
    build: {
      ...widgetBuild,
      write: false,
      // As a library: an app's dynamic imports get a helper of 0.6 kB that preloads by <link>.
      lib: { entry: { [name]: resolve(root, entry) }, formats: ['es'] },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: names,
          // Preact holds no text: one file for all languages.
          chunkFileNames: ({ name }) => (name === 'preact' ? `preact-${BUILD}.js` : names),
          codeSplitting: { groups: [{ name: 'preact', test: /node_modules\/preact\// }] },
          minify: true,
        },
      },
    },
  })) as [Rolldown.RolldownOutput]
  return result.output.filter((file) => file.type === 'chunk')
}

/** Which modules went into each file of the widget, for the test that nothing of others does. */
type Modules = Record<string, readonly string[]>

/** Notes a file's modules, by their paths in the checkout. */
function note(modules: Modules, fileName: string, moduleIds: readonly string[]): void {
  modules[fileName] = moduleIds.map((id) => relative(root, id.replace(/^\0/, '')))
}

/** Adds the loader and writes the list beside the widget, where it is not handed out. */
const writeModules = (modules: Modules): Plugin => ({
  name: 'kelisim:modules',
  async writeBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') note(modules, file.fileName, file.moduleIds)
    }
    await writeFile(resolve(root, 'dist/widget-modules.json'), JSON.stringify(modules, null, 2))
  },
})

/**
 * Builds and writes every part. A hash of all of them stands in each file's name, so that they can be kept for ever;
 * the server writes it into the loader, which finds them by it.
 */
async function buildParts(modules: Modules): Promise<void> {
  const files: Part[] = []
  for (const [name, entry] of Object.entries(silentParts))
    files.push(...(await buildPart(name, entry)))
  for (const language of languages) {
    for (const [name, entry] of Object.entries(spokenParts)) {
      files.push(...(await buildPart(name, entry, language)))
    }
  }
  const content = files.map(({ fileName, code }) => fileName + code).join()
  const hash = createHash('sha256').update(content).digest('hex').slice(0, BUILD.length)
  for (const { fileName, code, moduleIds } of files) {
    const name = fileName.replace(BUILD, hash)
    note(modules, name, moduleIds)
    await writeFile(resolve(outDir, name), code.replaceAll(BUILD, hash))
  }
}

/**
 * The package for pages that are built: a module that puts the script tag into the page, and the types of
 * `window.kelisim`. It depends on nothing, whatever the server depends on.
 */
async function writePackage(): Promise<void> {
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

/** Every text of a language in one file: the server's notice hash is made of it. */
async function writeTexts(): Promise<void> {
  for (const language of languages) {
    const texts = JSON.stringify({ ...(await readTexts(language)) }, null, 2)
    await writeFile(resolve(outDir, `text-${language}.json`), texts)
  }
}

/** The parts first, since the loader carries their names; then the loader as one classic script. */
async function widgetConfig(): Promise<UserConfig> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  const modules: Modules = {}
  await buildParts(modules)
  await writeTexts()
  await writePackage()
  return {
    ...widget,
    plugins: [writeModules(modules)],
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
  const input: string[] = []
  for await (const page of glob('**/*.html', { cwd: demo })) input.push(resolve(demo, page))
  return {
    ...shared,
    root: demo,
    base: '/demo/',
    publicDir: resolve(demo, 'public'),
    build: { outDir: resolve(root, 'dist/demo'), emptyOutDir: true, rolldownOptions: { input } },
  }
}

/** What runs on Node: the server, and one file for each command of the operator. */
function serverEntries(): Record<string, string> {
  const folder = resolve(root, 'server/commands')
  const names = [
    'verify',
    'rotate-signing-key',
    'backup',
    'restore',
    'rotate-keys',
    'policy',
    'retention',
  ]
  const there = names.filter((name) => existsSync(resolve(folder, `${name}.ts`)))
  const commands = there.map((name) => [`commands/${name}`, resolve(folder, `${name}.ts`)])
  const entries = ['node', 'serve-site'].map((name) => [name, resolve(root, `server/${name}.ts`)])
  return Object.fromEntries([...entries, ...commands])
}

/**
 * The server in few files. Run as it lies, drizzle-orm's many modules alone cost half a second and 150 MB at the start;
 * the driver stays outside, since it brings a binary.
 */
const serverConfig = (): UserConfig => ({
  ...shared,
  logLevel: 'warn',
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: true,
    outDir: resolve(root, 'dist/server'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: serverEntries(),
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
})

/** `vite build --mode widget | console | demo | server`: each builds everything of its own into `dist/`. */
export default defineConfig(({ mode }) => {
  if (mode === 'widget') return widgetConfig()
  if (mode === 'console') return consoleConfig()
  if (mode === 'demo') return demoConfig()
  if (mode === 'server') return serverConfig()
  return shared
})
