import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatGranted,
  formatRefused,
  readSavedChoice,
} from '../../../server/http/answering/saved-choice.ts'
import { formatChoice } from '../../../widget/consent/format-choice.ts'
import { parseChoice } from '../../../widget/consent/keeping/recall.ts'
import { ID, receipt, SECRET, TERMS } from '../../support/choice/choice-cookies.ts'

// Widget and server write and read the saved choice with code of their own: both are held to the same texts.

const HEAD = 'granted~2025-08-01~2026-08-30'
const GRANT = `${HEAD}~${ID}~analytics~browser.visit_time~${TERMS}~1`
const grant = { kind: 'granted', id: ID, terms: TERMS }

/** What the widget reads, of what the server reads too. */
function readByWidget(text: string | undefined) {
  const choice = parseChoice(text)?.choice
  if (choice?.kind !== 'granted') return choice && { kind: choice.kind }
  return { kind: choice.kind, id: choice.id, terms: choice.terms }
}

describe('both read', () => {
  test.each([
    ['a refusal', 'refused~2025-08-01~2026-03-02', { kind: 'refused' }],
    ['one under a version of a day', 'refused~2025-08-01.9~2026-03-02', { kind: 'refused' }],
    ['one under the last of a day', 'refused~2025-08-01.999~2026-03-02', { kind: 'refused' }],
    [
      'one under a version that lacks its number',
      'refused~2025-08-01.~2026-03-02',
      { kind: 'refused' },
    ],
    ['a refusal of a leap day', 'refused~2025-08-01~2028-02-29', { kind: 'refused' }],
    ['a grant', GRANT, grant],
    ['a grant of several purposes', GRANT.replace('analytics', 'analytics.external'), grant],
    ['a grant of no data kind', GRANT.replace('browser.visit_time', ''), grant],
    ['a grant that is not confirmed', GRANT.replace(/1$/, '0'), grant],
    ['a grant with its secret, as localStorage keeps it', `${GRANT}~${SECRET}`, grant],
  ])('%s', (_, text, wanted) => {
    expect(readSavedChoice(text)).toEqual(wanted)
    expect(readByWidget(text)).toEqual(wanted)
  })
})

describe('neither takes for a choice', () => {
  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['another word', 'denied~2025-08-01~2026-03-02'],
    ['the word in capitals', 'Refused~2025-08-01~2026-03-02'],
    ['what only begins like a refusal', 'refused~2025-08-01~2026-03-02x'],
    ['what only ends like one', 'xrefused~2025-08-01~2026-03-02'],
    ['a space before', ' refused~2025-08-01~2026-03-02'],
    ['a line after', 'refused~2025-08-01~2026-03-02\n'],
    ['two of them', 'refused~2025-08-01~2026-03-02~refused~2025-08-01~2026-03-02'],
    ['a version with too long a number', 'refused~2025-08-01.1234~2026-03-02'],
    ['a version that is no day', 'refused~2025-8-01~2026-03-02'],
    ['a version in letters', 'refused~2025-aug-1~2026-03-02'],
    ['no version', 'refused~~2026-03-02'],
    ['digits of another script', 'refused~2025-08-01~٢٠٢٦-٠٣-٠٢'],
    ['a day of another form', 'refused~2025-08-01~2026-3-2'],
    ['a month that does not exist', 'refused~2025-08-01~2026-13-02'],
    ['a day that does not exist', 'refused~2025-08-01~2026-03-40'],
    ['a refusal with a record', GRANT.replace('granted', 'refused')],
    ['a grant without a record', HEAD],
    ['a grant of no purpose', GRANT.replace('analytics', '')],
    ['a purpose in capitals', GRANT.replace('analytics', 'Analytics')],
    ['a record whose id is too short', GRANT.replace(ID, ID.slice(1))],
    ['a record whose id has other letters', GRANT.replace(ID, ID.replace('f', 'g'))],
    ['no terms', GRANT.replace(TERMS, '')],
    ['terms of another length', GRANT.replace(TERMS, TERMS.slice(1))],
    ['terms in capitals', GRANT.replace(TERMS, TERMS.toUpperCase())],
    ['a confirmation that is neither', GRANT.replace(/1$/, '2')],
    ['no confirmation', GRANT.replace(/~1$/, '')],
    ['a short secret', `${GRANT}~abc`],
    ['a further field', `${GRANT}~${SECRET}~x`],
    ['an escaped separator', GRANT.replaceAll('~', '%7E')],
    ['quotation marks around it', `"${GRANT}"`],
  ])('%s', (_, text) => {
    expect(readSavedChoice(text)).toBe(undefined)
    expect(readByWidget(text)).toBe(undefined)
  })
})

/** A text of which some characters were left out, doubled or replaced. */
const damaged = (text: string) =>
  fc
    .tuple(fc.nat(text.length), fc.nat(3), fc.string({ maxLength: 3, unit: 'binary-ascii' }))
    .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length))

test('whatever was done to a saved choice, both read the same of it', () => {
  const texts = [GRANT, `${GRANT}~${SECRET}`, 'refused~2025-08-01.9~2026-03-02']
  fc.assert(
    fc.property(fc.constantFrom(...texts).chain(damaged), (text) => {
      expect(readSavedChoice(text)).toEqual(readByWidget(text))
    }),
    { numRuns: 2_000 },
  )
})

const grants = (...names: string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, fc.boolean()])))

test('both write a grant in the same words', () => {
  const given = fc.record({
    id: fc.uuid({ version: 7 }),
    policyVersion: fc.constantFrom('2025-08-01', '2031-12-31.999'),
    purposes: grants('analytics', 'external', 'communication'),
    dataKinds: grants('ip', 'browser', 'visit_time', 'visitor_cookie'),
  })
  fc.assert(
    fc.property(given, (facts) => {
      const choice = { ...facts, kind: 'granted', terms: TERMS } as const
      const written = formatChoice({ ...choice, expiresOn: '2026-08-30', isConfirmed: true })
      expect(formatGranted(receipt(facts), TERMS)).toBe(written)
    }),
  )
})

test('CB-20: both write a refusal in the same words, the day being that of UTC', () => {
  for (const policyVersion of ['2025-08-01', '2025-08-01.10']) {
    const choice = { kind: 'refused', policyVersion, day: '2026-03-03' } as const
    for (const clock of ['2026-03-03T00:00:00.000Z', '2026-03-03T23:59:59.999Z'])
      expect(formatRefused(policyVersion, Date.parse(clock))).toBe(formatChoice(choice))
  }
})
