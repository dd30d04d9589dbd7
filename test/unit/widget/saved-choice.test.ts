import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Choice } from '../../../widget/consent/choice.ts'
import { formatChoice } from '../../../widget/consent/format-choice.ts'
import { parseChoice, recall } from '../../../widget/consent/keeping/recall.ts'

const ID = '019aab00-0000-7000-8000-00000000000f'
const SECRET = 'Aa0_-'.repeat(9).slice(0, 43)
const TODAY_MS = Date.UTC(2026, 10, 22, 23, 59)
const TERMS = '0badc0de'
const SITE = { terms: `${TERMS}.00c0ffee`, choiceDays: 180 }

const REFUSED: Choice = { kind: 'refused', policyVersion: '2025-08-01', day: '2026-11-22' }
const GRANTED: Choice = {
  kind: 'granted',
  id: ID,
  policyVersion: '2025-08-01',
  purposes: { analytics: true },
  dataKinds: { browser: true, visit_time: true },
  terms: TERMS,
  expiresOn: '2027-05-21',
  isConfirmed: true,
}
const unconfirmed = formatChoice({ ...GRANTED, isConfirmed: false }, SECRET)

/** Halves of a pair too. */
const codeUnit = fc.nat(0xffff).map((unit) => String.fromCharCode(unit))
const names = (...all: string[]) =>
  fc.subarray(all).map((some) => Object.fromEntries(some.map((name) => [name, true])))
const choices: fc.Arbitrary<Choice> = fc.oneof(
  fc.constant(REFUSED),
  fc.record({
    kind: fc.constant('granted' as const),
    id: fc.uuid({ version: 7 }),
    policyVersion: fc.constantFrom('2025-08-01', '2025-08-01.10', '2031-12-31.999'),
    purposes: names('analytics', 'external').filter((some) => Object.keys(some).length > 0),
    dataKinds: names('ip', 'browser', 'visit_time', 'visitor_cookie'),
    terms: fc.constantFrom(TERMS, '00000000'),
    expiresOn: fc.constantFrom('2026-11-22', '2027-02-28'),
    isConfirmed: fc.boolean(),
  }),
)

describe('the saved choice', () => {
  it('CB-20 is the same bytes for everyone who refuses on one day', () => {
    expect(formatChoice(REFUSED)).toBe('refused~2025-08-01~2026-11-22')
  })

  it('reads back what was written, with the secret only where it was given', () => {
    fc.assert(
      fc.property(choices, (choice) => {
        expect(parseChoice(formatChoice(choice))?.choice).toEqual(choice)
        expect(formatChoice(choice)).not.toContain(SECRET)
        if (choice.kind === 'granted')
          expect(parseChoice(formatChoice(choice, SECRET))?.secret).toBe(SECRET)
      }),
    )
  })

  it('names what is granted alone, whatever else was answered', () => {
    const purposes = { analytics: true, external: false }
    const dataKinds = { ip: false, browser: true, visit_time: false }
    const read = parseChoice(formatChoice({ ...GRANTED, purposes, dataKinds }))?.choice
    expect(read).toMatchObject({ purposes: { analytics: true }, dataKinds: { browser: true } })
    expect(formatChoice({ ...GRANTED, purposes, dataKinds })).not.toMatch(/external|ip|visit_time/)
  })

  it('holds only what a cookie may hold', () => {
    fc.assert(
      fc.property(choices, (choice) => {
        expect(formatChoice(choice, SECRET)).toMatch(/^[\w.~-]{1,400}$/)
      }),
    )
  })

  it('takes any other text for none, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: codeUnit }), (text) => {
        expect(parseChoice(text)).toBe(undefined)
      }),
    )
    expect(parseChoice(null)).toBe(undefined)
  })

  it('never reads a grant out of a refusal that was tampered with, nor throws', () => {
    const text = formatChoice(REFUSED)
    fc.assert(
      fc.property(fc.nat(text.length), fc.string(), (at, noise) => {
        const tampered = text.slice(0, at) + noise + text.slice(at)
        expect(recall([tampered], SITE, TODAY_MS, true).saved?.choice.kind).not.toBe('granted')
      }),
    )
  })

  it.each([
    ['a day that does not exist', 'refused~2025-08-01~2026-13-40'],
    ['a refusal with a record', formatChoice(GRANTED).replace('granted', 'refused')],
    ['a grant without a record', 'granted~2025-08-01~2027-05-21'],
    ['no purpose', formatChoice({ ...GRANTED, purposes: {} })],
    ['a confirmation that is neither', `${formatChoice(GRANTED).slice(0, -1)}2`],
    ['no terms', formatChoice({ ...GRANTED, terms: '' })],
    ['terms of another length', formatChoice({ ...GRANTED, terms: '0bad' })],
    ['a short secret', `${formatChoice(GRANTED)}~abc`],
    ['a further field', `${formatChoice(GRANTED, SECRET)}~x`],
    ['a space before', ` ${formatChoice(REFUSED)}`],
    ['a line after', `${formatChoice(REFUSED)}\n`],
  ])('takes %s for none', (_, text) => expect(parseChoice(text)).toBe(undefined))
})

describe('recalling', () => {
  const from = (...texts: (string | null)[]) => recall(texts, SITE, TODAY_MS, true)

  it('finds nothing where nothing is saved', () => {
    expect(from()).toEqual({})
    expect(from(null, 'rubbish')).toEqual({})
  })

  it('needs one place only', () => {
    expect(from(formatChoice(GRANTED), null).saved?.choice).toEqual(GRANTED)
    expect(from('rubbish', formatChoice(GRANTED, SECRET)).saved).toEqual({
      choice: GRANTED,
      secret: SECRET,
    })
  })

  it('takes secret and confirmation from the place that has them, whichever is read first', () => {
    for (const texts of [
      [formatChoice(GRANTED), unconfirmed],
      [unconfirmed, formatChoice(GRANTED)],
    ])
      expect(from(...texts).saved).toEqual({ choice: GRANTED, secret: SECRET })
  })

  it('lets one refusal outweigh every grant', () => {
    for (const texts of [
      [formatChoice(REFUSED), formatChoice(GRANTED, SECRET)],
      [formatChoice(GRANTED), formatChoice(REFUSED)],
    ])
      expect(from(...texts).saved?.choice).toEqual(REFUSED)
  })

  it('believes none of two different grants', () => {
    const wider = formatChoice({ ...GRANTED, purposes: { analytics: true, external: true } })
    const other = formatChoice({ ...GRANTED, id: ID.replace('f', 'e') })
    expect(from(formatChoice(GRANTED), wider)).toEqual({})
    expect(from(formatChoice(GRANTED), other)).toEqual({})
  })

  it('holds to the earlier of two last days of one record', () => {
    const yesterday = formatChoice({ ...GRANTED, expiresOn: '2026-11-21' })
    for (const texts of [
      [formatChoice(GRANTED), yesterday],
      [yesterday, formatChoice(GRANTED, SECRET)],
    ])
      expect(from(...texts)).toMatchObject({ stale: { choice: { id: ID } }, reask: 'time' })
    const sooner = formatChoice({ ...GRANTED, expiresOn: '2026-12-01' })
    expect(from(formatChoice(GRANTED), sooner).saved?.choice).toMatchObject({ id: ID })
    expect(from(formatChoice(REFUSED), yesterday).saved?.choice).toEqual(REFUSED)
  })

  it.each([
    ['granted, on its last day', formatChoice({ ...GRANTED, expiresOn: '2026-11-22' }), undefined],
    ['granted, the day after', formatChoice({ ...GRANTED, expiresOn: '2026-11-21' }), 'time'],
    ['refused 180 days ago', 'refused~2025-08-01~2026-05-26', undefined],
    ['refused 181 days ago', 'refused~2025-08-01~2026-05-25', 'time'],
    [
      'under an earlier notice that told no less',
      formatChoice({ ...GRANTED, terms: '00c0ffee' }),
      undefined,
    ],
    ['before a material change', formatChoice({ ...GRANTED, terms: '00000001' }), 'change'],
  ])('TR-05 says whether a choice %s is over', (_, text, reask) => {
    const recalled = from(text)
    expect(recalled.reask).toBe(reask)
    expect(recalled.saved === undefined).toBe(reask !== undefined)
    expect(recalled.stale === undefined).toBe(reask === undefined)
  })

  it('CB-11: a refusal from before a material change is not asked again before its term is over', () => {
    expect(from('refused~2025-07-31~2026-11-01').saved?.choice.kind).toBe('refused')
    expect(from('refused~2025-07-31~2026-11-01').reask).toBe(undefined)
    expect(from('refused~2025-07-31~2026-05-25').reask).toBe('time')
  })

  it('CB-12: copies of one record that name different terms are believed none', () => {
    const other = formatChoice({ ...GRANTED, terms: '00c0ffee' })
    expect(from(formatChoice(GRANTED), other)).toEqual({})
  })

  it('believes no choice that outlives the longest term', () => {
    expect(from('refused~2025-08-01~2026-11-30')).toEqual({})
    expect(from(formatChoice({ ...GRANTED, expiresOn: '2036-01-01' }))).toEqual({})
    // A day more is the server's, whose clock may be in tomorrow already.
    const lastDay = (expiresOn: string) => from(formatChoice({ ...GRANTED, expiresOn })).saved
    expect(lastDay('2027-05-22')?.choice.kind).toBe('granted')
    expect(lastDay('2027-05-23')).toBe(undefined)
  })

  it('a copy that does not say whose it is starts nothing until the server knows it, and a refusal in it holds', () => {
    for (const text of [formatChoice(GRANTED), formatChoice(GRANTED, SECRET)]) {
      expect(from(text).saved?.choice).toMatchObject({ isConfirmed: true })
      const { saved } = recall([text], SITE, TODAY_MS, false)
      expect(saved?.choice).toEqual({ ...GRANTED, isConfirmed: false })
      expect(saved?.secret).toBe(from(text).saved?.secret)
    }
    expect(recall([formatChoice(REFUSED)], SITE, TODAY_MS, false).saved?.choice).toEqual(REFUSED)
  })
})
