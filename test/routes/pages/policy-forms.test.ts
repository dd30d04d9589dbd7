import { expect, test } from 'vitest'
import { openPolicyApp } from '../../support/app/policy-app.ts'

const LANGUAGES = ['kk', 'ru', 'en'] as const

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' },
}

/** What a reader reads on the page: title and text, without the links that lead around in it. */
function readPage(page: string): string {
  const title = /<h1>[\s\S]*?<\/h1>/.exec(page)?.[0] ?? ''
  const text = /<div class="text measure">([\s\S]*?)<footer/.exec(page)?.[1] ?? ''
  return (title + text)
    .replace(/<a [^>]*role="doc-backlink"[^>]*>.*?<\/a>/g, '')
    .replace(/<sup>.*?<\/sup>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(quot|#39|lt|gt|amp);/g, (_, name: string) => ENTITIES[name] ?? '')
}

/** What a reader reads in the file: the marks of headings, lists, rules and notes are not words. */
const readFile = (markdown: string): string =>
  markdown
    .replace(/^(?:>.*\n)+/, '')
    .replace(/^(?:#+|-) /gm, '')
    .replace(/^---$/gm, '')
    .replace(/\[\^\d+\]:?/g, '')

const withoutSpace = (text: string) => text.replace(/\s/g, '')

test.each(LANGUAGES)(
  'PO-04: the .txt in %s says word for word what the page says',
  async (language) => {
    const app = await openPolicyApp()
    const page = await (await app.request(`/policy?lang=${language}`)).text()
    const file = await (await app.request(`/policy.txt?lang=${language}`)).text()
    const read = withoutSpace(readPage(page))
    expect(read.length).toBeGreaterThan(5_000)
    expect(read).toBe(withoutSpace(readFile(file)))
    // The page offers the file, and the file offers no other language's text.
    expect(page).toContain(`href="/policy/2025-08-01.txt?lang=${language}" download`)
    for (const other of LANGUAGES.filter((one) => one !== language)) {
      const different = await (await app.request(`/policy.txt?lang=${other}`)).text()
      expect(withoutSpace(readFile(different))).not.toBe(read)
    }
  },
)
