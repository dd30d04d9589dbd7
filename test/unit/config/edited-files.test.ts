import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { buildPolicyChanges } from '../../../server/domain/policy/policy-changes.ts'
import { readDeletions } from '../../../server/node/backup/deletions.ts'
import { readSecret } from '../../../server/node/config/read-secret.ts'
import { readSiteConfig } from '../../../server/node/config/read-site-config.ts'
import { publishPolicy } from '../../../server/policy/publish.ts'
import { readPolicies } from '../../../server/policy/read-policies.ts'
import { pageTexts } from '../../../server/routes/pages/layout/page-text.ts'
import { renderPolicy } from '../../../server/routes/pages/policy/policy-markdown.ts'
import { asNotepad, asUtf16, asWindows1251 } from '../../support/server/editors.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const SHIPPED = join(root, 'server/policy')
const VERSION = '2027-01-10'

// The command is started as a process of its own.
vi.setConfig({ testTimeout: 60_000 })

let folder = ''
let drafts = ''
let own = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-edited-'))
  drafts = join(folder, 'drafts')
  own = join(folder, 'own')
  cpSync(join(SHIPPED, '2025-08-01'), drafts, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

const draft = (language: string) => join(drafts, `${language}.md`)
const edit = (language: string, save: (text: string) => string | Uint8Array) =>
  writeFileSync(draft(language), save(readFileSync(draft(language), 'utf8')))

const sentences = {
  'summary-kk': 'Түзетілді.',
  'summary-ru': 'Исправлено.',
  'summary-en': 'Put right.',
}
const said = (version: string) => ({ version, change: 'editorial', from: drafts, ...sentences })

/** What publishing says that is refused. */
function refusal(version = VERSION): string {
  try {
    publishPolicy(said(version), own, readPolicies(SHIPPED))
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return 'it was published'
}

/** The command itself, as a process. */
function publish() {
  const options = Object.entries(said(VERSION)).flatMap(([name, value]) => [`--${name}`, value])
  const command = join(root, 'dist/server/commands/policy.js')
  return spawnSync(process.execPath, [command, 'publish', ...options], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, KELISIM_POLICIES: own },
  })
}

describe('PO-03 a draft of the policy that the server could not read', () => {
  test.each([
    ['windows-1251', asWindows1251, /ru\.md, line 1: is not UTF-8.*save as UTF-8/],
    ['UTF-16', (text: string) => asUtf16(text), /ru\.md is not UTF-8 but UTF-16.*save as UTF-8/],
    [
      'UTF-16 with its bytes swapped',
      (text: string) => asUtf16(text, { isBigEndian: true }),
      /ru\.md is not UTF-8 but UTF-16/,
    ],
    [
      'UTF-16 without a mark',
      (text: string) => asUtf16(text, { hasMark: false }),
      /ru\.md is not UTF-8/,
    ],
    [
      'one quotation mark of windows-1252 in its third line',
      (text: string) => {
        const lines = Buffer.from(text).toString('latin1').split('\n')
        lines[2] += '\x93'
        return Buffer.from(lines.join('\n'), 'latin1')
      },
      /ru\.md, line 3: is not UTF-8/,
    ],
    [
      'letters that were lost',
      (text: string) => text.replace('\n\n', '\n\uFFFD\uFFFD\n'),
      /ru\.md, line 2: has \uFFFD/,
    ],
  ])('in %s is refused by file and line, and nothing is written', (_, save, words) => {
    edit('ru', save)
    const refused = refusal()
    expect(refused).toMatch(words)
    expect(refused).not.toMatch(/(kk|en)\.md|\n\s+at /)
    expect(readdirSync(folder)).toEqual(['drafts'])
  })

  test('each of them is named at once', () => {
    for (const language of ['kk', 'ru', 'en']) edit(language, (text) => asUtf16(text))
    const refused = refusal()
    for (const language of ['kk', 'ru', 'en']) expect(refused).toContain(draft(language))
    expect(existsSync(own)).toBe(false)
  })

  test.each(['2026-02-30', '2026-13-01.1', 'next', '2026-12-01.1234'])(
    'a version %s is no day',
    (version) => {
      expect(refusal(version)).toMatch(/--version: must be a day that the calendar has/)
    },
  )
})

describe('PO-02 a text with a byte order mark and line ends of Windows', () => {
  const shown = (markdown: string) => renderPolicy(markdown, pageTexts.ru)

  test('is published and shown as without, and its bytes and SHA-256 stay', () => {
    for (const language of ['kk', 'ru', 'en']) edit(language, asNotepad)
    expect(publish()).toMatchObject({ status: 0, stderr: '' })
    const { versions } = readPolicies(SHIPPED, own)
    const [version, since] = versions
    if (!version || !since) throw new Error('two versions are there')
    const bytes = readFileSync(draft('ru'))
    expect(Buffer.from(version.texts.ru.markdown).equals(bytes)).toBe(true)
    expect(version.texts.ru.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(shown(version.texts.ru.markdown)).toEqual(shown(since.texts.ru.markdown))
    const changes = buildPolicyChanges({ version, since, language: 'ru' })
    expect(changes.map(({ kind }) => kind)).toEqual(['same'])
  })

  test.each([
    ['two marks', (text: string) => `\uFEFF\uFEFF${text}`],
    [
      'a mark before a section, where two files were put together',
      (text: string) => text.replace('\n## 2.', '\n\uFEFF## 2.'),
    ],
    ['line ends of old Macs', (text: string) => text.replaceAll('\n', '\r')],
  ])('%s are not shown either', (_, save) => {
    const plain = readFileSync(draft('ru'), 'utf8')
    expect(save(plain)).not.toBe(plain)
    expect(shown(save(plain))).toEqual(shown(plain))
  })
})

test('PO-02 a text that was published unreadable is named with what to do', () => {
  publishPolicy(said(VERSION), own, readPolicies(SHIPPED))
  const bytes = asWindows1251(readFileSync(draft('ru'), 'utf8'))
  const facts = join(own, VERSION, 'version.json')
  const published = JSON.parse(readFileSync(facts, 'utf8'))
  published.sha256.ru = createHash('sha256').update(bytes).digest('hex')
  writeFileSync(join(own, VERSION, 'ru.md'), bytes)
  writeFileSync(facts, asNotepad(JSON.stringify(published)))
  expect(() => readPolicies(SHIPPED, own)).toThrow(/ru\.md, line 1: .*remove the folder .*publish/)
})

describe('a configuration as an editor saves it', () => {
  const site = JSON.stringify({ ...defaultSite, choiceDays: 90 }, null, 2)
  const read = (content: string | Uint8Array, name = 'site.json') => {
    writeFileSync(join(folder, name), content)
    return readSiteConfig(join(folder, name))
  }

  test.each([
    ['a byte order mark and line ends of Windows', asNotepad(site), 'site.json'],
    ['a name in capitals', site, 'SITE.JSON'],
    ['a byte order mark, as a module', asNotepad(`export default ${site}`), 'site.ts'],
  ])('with %s is read', async (_, content, name) => {
    expect((await read(content, name)).choiceDays).toBe(90)
  })

  test.each(['site.json', 'other.ts'])(
    'UTF-16 and windows-1251 are refused by name: %s',
    async (name) => {
      await expect(read(asUtf16(site), name)).rejects.toThrow(
        new RegExp(`KELISIM_CONFIG: .*${name} is not UTF-8 but UTF-16.*save as UTF-8`),
      )
      await expect(read(asWindows1251(site), name)).rejects.toThrow(
        new RegExp(`KELISIM_CONFIG: .*${name}, line \\d+: is not UTF-8`),
      )
    },
  )

  test('what is no JSON is named with its line', async () => {
    await expect(read('{\n  "mode": "ask"\n  "choiceDays": 3\n}')).rejects.toThrow(
      /site\.json.*line 3/,
    )
  })
})

describe('other files that people put right by hand', () => {
  test('the list of deletions is read with what Notepad adds, and nobody in it is lost', async () => {
    const path = join(folder, 'deletions.log')
    const id = '0192f0a0-0000-7000-8000-000000000001'
    const line = `2026-03-03T07:00:00.000Z message ${id}\n`
    writeFileSync(path, asNotepad(line))
    const liveFile = join(folder, 'none.db')
    const order = { place: path, liveFile, isWithout: false }
    expect(readDeletions(order).ids.messages).toEqual([id])
    writeFileSync(path, asUtf16(line))
    expect(() => readDeletions(order)).toThrow(/list of deletions .*save as UTF-8/)
  })

  test('a secret that was cut short opens nothing, and no other is made in its place', async () => {
    const path = join(folder, 'secret')
    const secret = Buffer.alloc(32, 7)
    writeFileSync(path, asNotepad(`${secret.toString('base64')}\n`))
    expect(await readSecret(undefined, path)).toEqual(secret)
    writeFileSync(path, '')
    appendFileSync(path, secret.subarray(0, 20).toString('base64'))
    await expect(readSecret(undefined, path)).rejects.toThrow(`${path} does not hold a secret`)
  })
})
