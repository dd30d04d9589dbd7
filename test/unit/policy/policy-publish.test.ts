import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followClock } from '../../../server/domain/policy/live-library.ts'
import { askedSince } from '../../../server/domain/policy/policy.ts'
import { readPolicies } from '../../../server/policy/read-policies.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const SHIPPED = join(root, 'server/policy')

// Each test starts the command several times, as a process of its own.
vi.setConfig({ testTimeout: 60_000 })

let folder = ''
let drafts = ''
let own = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-publish-'))
  drafts = join(folder, 'drafts')
  own = join(folder, 'own')
  cpSync(join(SHIPPED, '2025-08-01'), drafts, { recursive: true })
  for (const language of ['kk', 'ru', 'en'])
    appendFileSync(join(drafts, `${language}.md`), '\nX.\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

const SAID = {
  version: '2027-01-10',
  change: 'material',
  'summary-kk': 'Жаңа алушы қосылды.',
  'summary-ru': 'Добавлен новый получатель.',
  'summary-en': 'A recipient was added.',
}

/** The command itself, as a process, with what `changes` says otherwise; `undefined` leaves an option out. */
function publish(
  changes: Record<string, string | undefined> = {},
  more: Record<string, string> = {},
) {
  const said = Object.entries({ from: drafts, ...SAID, ...changes })
  const options = said.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
  const command = join(root, 'dist/server/commands/policy.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'publish', ...options], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, KELISIM_POLICIES: own, ...more },
  })
  return { status, stdout, stderr }
}

test('PO-03: publishing writes texts, class, day and summary, and the library reads them beside those shipped', () => {
  expect(publish({ effective: '2027-01-15' })).toMatchObject({ status: 0, stderr: '' })
  const { versions } = readPolicies(SHIPPED, own)
  expect(versions.map(({ version }) => version)).toEqual(['2027-01-10', '2025-08-01'])
  expect(versions[0]).toMatchObject({
    change: 'material',
    effectiveOn: '2027-01-15',
    summary: { kk: SAID['summary-kk'], ru: SAID['summary-ru'], en: SAID['summary-en'] },
  })
  expect(versions[0]?.texts.kk.markdown).toBe(readFileSync(join(drafts, 'kk.md'), 'utf8'))
  // Nothing was written into the code's own folder, nothing half-made is left.
  expect(existsSync(join(SHIPPED, '2027-01-10'))).toBe(false)
  expect(readdirSync(own)).toEqual(['2027-01-10'])
  expect(readdirSync(folder).sort()).toEqual(['drafts', 'own'])
})

test('PO-03: a version without class, without summary, or without texts is refused, everything named, nothing written', () => {
  const { status, stderr } = publish({
    change: undefined,
    'summary-kk': undefined,
    'summary-ru': ' ',
  })
  expect(status).toBe(1)
  for (const named of ['--change', '--summary-kk', '--summary-ru']) expect(stderr).toContain(named)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(publish({ change: 'minor' }).stderr).toMatch(/material .* or editorial/)
  rmSync(join(drafts, 'ru.md'))
  expect(publish().stderr).toContain('ru.md')
  expect(existsSync(own)).toBe(false)
})

test('PO-05 PO-03: texts whose section numbers differ between the languages are refused', () => {
  appendFileSync(join(drafts, 'en.md'), '\n## 12. More\n')
  const { status, stderr } = publish()
  expect(status).toBe(1)
  expect(stderr).toContain('en.md does not have the section numbers')
  expect(stderr).not.toContain('ru.md')
  expect(existsSync(own)).toBe(false)
})

test('PO-02: a published version is never written again, and no older one slips in behind it', () => {
  expect(publish().status).toBe(0)
  const before = readFileSync(join(own, '2027-01-10/version.json'), 'utf8')
  expect(publish({ change: 'editorial' })).toMatchObject({ status: 1 })
  expect(publish({ version: '2026-12-31' }).stderr).toContain('newer than 2027-01-10')
  expect(publish({ version: '2027-02-01', effective: '2027-01-01' }).stderr).toContain('is before')
  expect(readFileSync(join(own, '2027-01-10/version.json'), 'utf8')).toBe(before)
  expect(readdirSync(own)).toEqual(['2027-01-10'])
})

test('PO-02: a published file that was changed stops publishing and reading, and is named', () => {
  expect(publish().status).toBe(0)
  writeFileSync(join(own, '2027-01-10/ru.md'), 'other')
  expect(() => readPolicies(SHIPPED, own)).toThrow(/2027-01-10\/ru\.md was changed/)
  expect(publish({ version: '2027-03-01' })).toMatchObject({ status: 1 })
  expect(existsSync(join(own, '2027-03-01'))).toBe(false)
})

test('PO-03: a version comes into force at midnight in Almaty, in a library that is already open', () => {
  expect(publish().status).toBe(0)
  let nowMs = Date.parse('2027-01-09T18:59:59.999Z')
  const library = followClock(readPolicies(SHIPPED, own), () => nowMs, 'Asia/Almaty')
  expect(library.current.version).toBe('2025-08-01')
  expect(askedSince(library)).toBe('2025-08-01')
  nowMs += 1
  expect(library.current.version).toBe('2027-01-10')
  expect(askedSince(library)).toBe('2027-01-10')
})

test('CB-12: an editorial version asks nobody again', () => {
  expect(publish({ change: 'editorial' }).status).toBe(0)
  const nowMs = Date.parse('2027-02-01T00:00:00Z')
  const library = followClock(readPolicies(SHIPPED, own), () => nowMs, 'Asia/Almaty')
  expect(library.current.version).toBe('2027-01-10')
  expect(askedSince(library)).toBe('2025-08-01')
})

test('PO-03: a folder that is a disk of its own is published into, whatever the disk and a killed publishing left there', () => {
  mkdirSync(join(own, 'lost+found'), { recursive: true })
  mkdirSync(join(own, '.2027-01-10.99999999.unfinished'))
  const faults = join(root, 'test/support/server/disk-faults.ts')
  const disk = { NODE_OPTIONS: `--import=${faults}`, DISK_MOUNTED_AT: own }
  expect(publish({}, disk)).toMatchObject({ status: 0, stderr: '' })
  expect(readdirSync(own).sort()).toEqual(['2027-01-10', 'lost+found'])
  expect(readdirSync(folder).sort()).toEqual(['drafts', 'own'])
  expect(readPolicies(SHIPPED, own).versions).toHaveLength(2)
})

test('every option that is left out is named as missing, and a folder that is not there as that; nothing is published', () => {
  const bare = publish({ version: undefined, change: undefined, 'summary-ru': undefined })
  expect(bare).toMatchObject({ status: 1, stdout: '' })
  for (const option of ['version', 'change', 'summary-ru'])
    expect(bare.stderr).toContain(`--${option}: is missing.`)
  expect(bare.stderr).not.toMatch(/summary-kk|undefined|Invalid/)
  const lost = join(folder, 'nowhere')
  expect(publish({ from: lost }).stderr).toContain(`there is no folder ${lost}`)
  expect(existsSync(own)).toBe(false)
})
