import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build, type Rolldown } from 'vite'
import { type Modules, note } from './modules.ts'
import {
  type Language,
  languages,
  outDir,
  root,
  transform,
  widget,
  widgetBuild,
} from './options.ts'
import { leaveTextsOpen, OPEN_TEXTS, readTexts, speak, workOutStyles } from './speak.ts'

type Part = Pick<Rolldown.OutputChunk, 'fileName' | 'code' | 'moduleIds'>

/** Files of the widget by name: what each is built from. */
type Entries = Readonly<Record<string, string>>

/**
 * Parts of the widget that the loader brings on demand and that hold texts: once for each language. Those of one line may
 * share further files; across lines each stands alone.
 */
const spokenParts: readonly Entries[] = [
  { ui: 'widget/ui/index' },
  { settings: 'widget/ui/settings/settings', 'my-data': 'widget/ui/my-data/my-data' },
  { placeholder: 'widget/ui/placeholder/placeholder' },
  { reopen: 'widget/ui/ways-back/reopen' },
  { contact: 'widget/parts/contact' },
  { 'contact-form': 'widget/ui/contact-form/contact-form' },
  { cookies: 'widget/ui/cookies/cookies' },
]
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
/** Stands in the name of each part until it is known what all of them hold. */
const BUILD = '00000000'

/** Builds parts that may share files; what they import dynamically comes with them. */
async function buildPart(entries: Entries, language?: Language): Promise<Part[]> {
  const names = language ? `[name]-${language}-${BUILD}.js` : `[name]-${BUILD}.js`
  const [result] = (await build({
    ...widget,
    define: { __KELISIM_INSIDE__: 'false' },
    plugins: language ? [speak(language), workOutStyles] : [],
    build: {
      ...widgetBuild,
      write: false,
      // As a library: an app's dynamic imports get a helper of 0.6 kB that preloads by <link>.
      lib: { entry: absolute(entries), formats: ['es'] },
      rolldownOptions: {
        transform,
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

const absolute = (entries: Entries): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, resolve(root, path)]))

/**
 * Builds and writes every part. A hash of all of them stands in each file's name, so that they can be kept for ever;
 * the server writes it into the loader, which finds them by it.
 */
export async function buildParts(modules: Modules): Promise<void> {
  const files: Part[] = []
  for (const entries of silentParts) files.push(...(await buildPart(entries)))
  for (const language of languages) {
    for (const entries of spokenParts) files.push(...(await buildPart(entries, language)))
  }
  const content = files.map(({ fileName, code }) => fileName + code).join()
  const hash = createHash('sha256').update(content).digest('hex').slice(0, BUILD.length)
  for (const { fileName, code, moduleIds } of files) {
    const name = fileName.replace(BUILD, hash)
    note(modules, name, moduleIds)
    await writeFile(resolve(outDir, name), code.replaceAll(BUILD, hash))
  }
}

/** Resolves once a page that is seen has been painted: who is asked grants nothing yet, so nothing is in a hurry. */
const PAINTED =
  'document.hidden||performance.getEntriesByType("paint").length||new Promise(painted=>requestAnimationFrame(()=>setTimeout(painted)))'

/**
 * The banner in every language, as what the server may write into the loader: an object that answers, under the name of
 * each part, the promise of it. Its code stands there once and is run when it is first asked for, with the texts of one
 * language.
 */
export async function writeFirst(modules: Modules): Promise<void> {
  const keys = new Set<string>()
  const [result] = (await build({
    ...widget,
    define: { __KELISIM_INSIDE__: 'true' },
    plugins: [leaveTextsOpen(keys), workOutStyles],
    build: {
      ...widgetBuild,
      write: false,
      lib: { entry: resolve(root, 'widget/ui/index'), formats: ['iife'], name: 'part' },
      rolldownOptions: { transform },
    },
  })) as [Rolldown.RolldownOutput]
  const [{ code, moduleIds }] = result.output
  note(modules, 'first', moduleIds)
  const parts: string[] = []
  for (const language of languages) {
    const all = await readTexts(language)
    const texts = JSON.stringify(Object.fromEntries([...keys].map((key) => [key, all[key]])))
    parts.push(`get "ui-${language}"(){return ${language}||(${language}=make(${texts}))}`)
  }
  const made = `make=async ${OPEN_TEXTS}=>{${code.trim()}return part}`
  await writeFile(
    resolve(root, 'dist/widget-first.js'),
    `(()=>{var ${languages.join()},${made};return{painted:${PAINTED},${parts.join()}}})()`,
  )
}
