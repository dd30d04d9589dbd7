import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build, type Rolldown } from 'vite'
import {
  inlineTexts,
  leaveTextsOpen,
  OPEN_TEXTS,
  readTexts,
  workOutStyles,
} from './inline-texts.ts'
import { type Modules, note } from './modules.ts'
import {
  type Drawing,
  type Language,
  languages,
  outDir,
  preactTrees,
  root,
  staticTrees,
  widget,
  widgetBuild,
} from './options.ts'

type Part = Pick<Rolldown.OutputChunk, 'fileName' | 'code' | 'moduleIds'>

/** Files of the widget by name, with their entry modules. */
type Entries = Readonly<Record<string, string>>

/**
 * Parts of the widget that the loader imports on demand and that contain texts: built once for each language. Those of one
 * line may share chunks; across lines each stands alone.
 */
const spokenParts: readonly Entries[] = [
  { ui: 'widget/ui/index' },
  { placeholder: 'widget/ui/placeholder/show-placeholder' },
  { reopen: 'widget/ui/ways-back/reopen' },
  { contact: 'widget/parts/contact' },
  { 'contact-form': 'widget/ui/contact-form/render-contact-form' },
  { cookies: 'widget/ui/cookies/fill-cookies' },
]
/** Those of them that change while they are shown, and bring Preact. */
const panels: Entries = {
  settings: 'widget/ui/settings/settings',
  'my-data': 'widget/ui/my-data/my-data',
}
/** Parts without a text: once. */
const silentParts: readonly Entries[] = [
  { changes: 'widget/parts/changes' },
  { consent: 'widget/parts/consent' },
  { counter: 'widget/parts/counter' },
  { gate: 'widget/parts/gate' },
  { 'keep-clear': 'widget/ui/banner/keep-clear' },
  { 'read-change': 'widget/page/storage/read-change' },
  { scripts: 'widget/parts/scripts' },
  { subject: 'widget/parts/subject' },
  { tags: 'widget/parts/tags' },
  { visits: 'widget/parts/visits' },
]
/** Placeholder in each part's name until the contents of all are known. */
const BUILD = '00000000'

/** Builds parts that may share files; what they import dynamically comes with them. */
async function buildPart(
  entries: Entries,
  language?: Language,
  { oxc, transform }: Drawing = staticTrees,
): Promise<Part[]> {
  const names = language ? `[name]-${language}-${BUILD}.js` : `[name]-${BUILD}.js`
  const [result] = (await build({
    ...widget,
    oxc,
    define: { __KELISIM_INSIDE__: 'false' },
    plugins: language ? [inlineTexts(language), workOutStyles] : [],
    build: {
      ...widgetBuild,
      write: false,
      // As a library: in an app, dynamic imports get a helper of 0.6 kB that preloads by <link>.
      lib: { entry: absolute(entries), formats: ['es'] },
      rolldownOptions: {
        transform,
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: names,
          // Preact contains no text: one file for all languages.
          chunkFileNames: ({ name }) => (name === 'preact' ? `preact-${BUILD}.js` : names),
          codeSplitting: { groups: [{ name: 'preact', test: /node_modules\/preact\// }] },
          minify: true,
          // Nobody bundles these files any further.
          comments: false,
        },
      },
    },
  })) as [Rolldown.RolldownOutput]
  return result.output.filter((file) => file.type === 'chunk')
}

const absolute = (entries: Entries): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, resolve(root, path)]))

/**
 * Builds and writes every part. Each file's name contains a hash of all of them, so they can be cached for ever; the server
 * writes the hash into the loader, which imports them by it.
 */
export async function buildParts(modules: Modules): Promise<void> {
  const files: Part[] = []
  for (const entries of silentParts) files.push(...(await buildPart(entries)))
  for (const language of languages) {
    for (const entries of spokenParts) files.push(...(await buildPart(entries, language)))
    files.push(...(await buildPart(panels, language, preactTrees)))
  }
  const content = files.map(({ fileName, code }) => fileName + code).join()
  const hash = createHash('sha256').update(content).digest('hex').slice(0, BUILD.length)
  // Not before all of them are built: a build that fails leaves the one before.
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  for (const { fileName, code, moduleIds } of files) {
    const name = fileName.replace(BUILD, hash)
    note(modules, name, moduleIds)
    await writeFile(resolve(outDir, name), code.replaceAll(BUILD, hash))
  }
}

/** Resolves once a visible page has been painted: a visitor who is asked has granted nothing yet, so nothing is urgent. */
const PAINTED =
  'document.hidden||performance.getEntriesByType("paint").length||(async()=>({then:painted=>requestAnimationFrame(()=>setTimeout(painted))}))()'

/**
 * Builds the banner in every language as source that the server may embed in the loader: an object that maps the name of each
 * part to a promise of it. Its code is included once and evaluated at the first access, with the texts of one language.
 */
export async function writeFirst(modules: Modules): Promise<void> {
  const [result] = (await build({
    ...widget,
    oxc: staticTrees.oxc,
    define: { __KELISIM_INSIDE__: 'true' },
    plugins: [leaveTextsOpen, workOutStyles],
    build: {
      ...widgetBuild,
      write: false,
      lib: { entry: resolve(root, 'widget/ui/index'), formats: ['iife'], name: 'part' },
      // Nobody asks what kind of object it is that holds the exports.
      rolldownOptions: {
        transform: staticTrees.transform,
        output: { generatedCode: { symbols: false }, comments: false },
      },
    },
  })) as [Rolldown.RolldownOutput]
  const [{ code, moduleIds }] = result.output
  note(modules, 'first', moduleIds)
  // Each once, in the order of the code: the same source is the same build, and compresses well.
  const used = code.matchAll(new RegExp(`${OPEN_TEXTS}\\.(\\w+)`, 'g'))
  const names = [...new Set(Array.from(used, ([, name = '']) => name))]
  const parts: string[] = []
  for (const language of languages) {
    const all = await readTexts(language)
    const texts = JSON.stringify(Object.fromEntries(names.map((name) => [name, all[name]])))
    parts.push(`get "ui-${language}"(){return ${language}||(${language}=make(${texts}))}`)
  }
  const made = `make=async ${OPEN_TEXTS}=>{${code.trim()}return part}`
  await writeFile(
    resolve(root, 'dist/widget-first.js'),
    `(()=>{var ${languages.join()},${made};return{painted:${PAINTED},${parts.join()}}})()`,
  )
}
