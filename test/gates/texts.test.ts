import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Every text that people read in a language is found by one rule, for widget, pages, mails and console: its file, or the
// folder of it, is named `text`.

const root = join(import.meta.dirname, '..', '..')
/** `text/kk.ts`, `text.ts`, `text-kk.ts`, `receipt-page-text.ts`. */
const isTextFile = (file: string) => /\/text\/|\/text(-\w+)?\.tsx?$|-text\.tsx?$/.test(file)
/** Two words of Kazakh or Russian in a row, outside a comment. */
const isSpoken = (line: string) =>
  !/^\s*(\/\/|\/?\*|<!--)/.test(line) &&
  /\p{Script=Cyrillic}{2,} \p{Script=Cyrillic}{2,}/u.test(line)

/** What is no text of ours in a language, or needed where none is loaded yet. */
const elsewhere: Readonly<Record<string, string>> = {
  'server/config/site/default-site.ts': 'the demo school’s own words, which a school replaces',
  'server/config/site/operator-config.ts': 'words of the school: the default of a setting',
  'server/config/site/breach-config.ts': 'the authority’s name: the default of a setting',
  'server/config/production-problems.ts': 'recognises what was left to be filled in',
  'server/console/main.tsx': 'shown where not even the texts could be loaded',
  'server/console/work/templates.ts': 'begins an answer that staff write; kept by each browser',
  'server/domain/staff/undertaking.ts':
    'a document with a version, which staff confirm word by word',
  'server/routes/pages/home-page.ts': 'a page of three sentences',
}

test('every text in Kazakh or Russian lies in a file or folder named for texts', () => {
  const files = globSync('{server,widget}/**/*.{ts,tsx}', { cwd: root })
  expect(files.length).toBeGreaterThan(600)
  const spoken = files.filter((file) =>
    readFileSync(join(root, file), 'utf8').split('\n').some(isSpoken),
  )
  const others = spoken.filter((file) => !isTextFile(file))
  expect(others.filter((file) => !(file in elsewhere))).toEqual([])
  for (const file of Object.keys(elsewhere)) expect(files, file).toContain(file)
  for (const language of ['kk', 'ru'])
    for (const folder of ['widget/text', 'server/console/text', 'server/domain/mail/text'])
      expect(spoken.map((file) => file.replace(/\\/g, '/'))).toContain(`${folder}/${language}.ts`)
})

test.each([
  ["  title: 'Файлы cookie и обработка данных',", true],
  ["  title: 'Жеке деректер',", true],
  ['// Жеке деректер', false],
  [" * Returns '3 года после ответа'.", false],
  ["  name: 'Қазақша',", false],
])('of %s the gate says %s', (line, expected) => expect(isSpoken(line)).toBe(expected))
