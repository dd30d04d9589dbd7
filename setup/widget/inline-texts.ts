import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import { type Language, languages, outDir, root } from './options.ts'

/**
 * Inlines the texts of one language in place of the Kazakh ones. `text.bannerTitle` becomes the string itself, so each file
 * contains only the texts that it shows.
 */
export const inlineTexts = (language: Language): Plugin => ({
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

/** Leaves texts open, to be looked up by their names: for code that is given the texts of a language when it runs. */
export const leaveTextsOpen: Plugin = {
  name: 'kelisim:texts',
  enforce: 'pre',
  transform(code) {
    let open = code
    for (const [, name = '', file] of code.matchAll(TEXTS)) {
      if (file) throw new Error(`${file}: only texts of every panel can be left open`)
      open = open.replace(new RegExp(`\\b${name}\\.(?=\\w)`, 'g'), `${OPEN_TEXTS}.`)
    }
    return open === code ? null : open
  },
}

/** Placeholder for the texts in code that leaves them open. */
export const OPEN_TEXTS = '__KELISIM_TEXTS__'

/** How a file imports texts: as a namespace, from the Kazakh ones, or from one panel's file. */
const TEXTS = /import \* as (\w+) from '(?:\.\.\/)+text\/kk(\/[\w-]+)?\.ts'/g

/** Returns every text of a language by name. */
export const readTexts = async (
  language: Language,
  file = '',
): Promise<Readonly<Record<string, string>>> =>
  import(resolve(root, `widget/text/${language}${file}.ts`))

/**
 * Evaluates style sheets at build time, where nothing in them depends on the page, so that phones need not do it at every
 * visit.
 */
export const workOutStyles: Plugin = {
  name: 'kelisim:styles',
  async transform(_, id) {
    if (!id.endsWith('-styles.ts')) return null
    const made = Object.entries(await import(id))
    if (!made.every(([, css]) => typeof css === 'string')) return null
    return made.map(([name, css]) => `export const ${name}=${JSON.stringify(css)}`).join('\n')
  },
}

/** Writes every text of a language into one file; the server computes the notice's hash from it. */
export async function writeTexts(): Promise<void> {
  for (const language of languages) {
    const texts = JSON.stringify({ ...(await readTexts(language)) }, null, 2)
    await writeFile(resolve(outDir, `text-${language}.json`), texts)
  }
}
