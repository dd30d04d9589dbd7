import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayRun } from '../../../widget/consent/choice.ts'
import { type DecisionContext, decide } from '../../../widget/consent/decide.ts'
import type { Recollection } from '../../../widget/consent/keeping/recall.ts'

const ALL = { ip: true, browser: true, visit_time: true, visitor_cookie: true }
const NONE = { ip: false, browser: false, visit_time: false, visitor_cookie: false }
const KINDS = ['ip', 'browser', 'visit_time', 'visitor_cookie'] as const
const NOW_MS = Date.UTC(2026, 10, 22, 13, 30)

const context = (changes: Partial<DecisionContext> = {}): DecisionContext => ({
  site: {
    policyVersion: '2025-08-01',
    choiceDays: 180,
    purposes: ['analytics', 'external'],
    terms: '0badc0de',
    notices: { kk: 'a'.repeat(16), ru: 'b'.repeat(16), en: 'c'.repeat(16) },
  },
  language: 'ru',
  surface: 'banner',
  isGpc: false,
  isOwnSite: false,
  nowMs: NOW_MS,
  makeId: () => '019aab00-0000-7000-8000-000000000001',
  makeSecret: () => 's'.repeat(43),
  ...changes,
})

const granted = (changes: object = {}): Recollection['saved'] => ({
  choice: {
    kind: 'granted',
    id: '019aab00-0000-7000-8000-00000000000f',
    policyVersion: '2025-08-01',
    purposes: { analytics: true },
    dataKinds: { browser: true },
    expiresOn: '2027-01-01',
    terms: '0badc0de',
    isConfirmed: true,
    ...changes,
  },
  secret: 'o'.repeat(43),
})
const REFUSED: Recollection['saved'] = {
  choice: { kind: 'refused', policyVersion: '2025-08-01', day: '2026-11-01' },
}

const OFFERED = ['analytics', 'external']

describe('a first choice', () => {
  it('CB-20 keeps and tells a refusal without anything that names the visitor', () => {
    const { saved, entries } = decide({}, { purposes: {}, dataKinds: NONE }, context())
    expect(saved).toEqual({
      choice: { kind: 'refused', policyVersion: '2025-08-01', day: '2026-11-22' },
    })
    expect(entries).toEqual([
      {
        kind: 'refusal',
        path: '/v1/refusals',
        body: { policyVersion: '2025-08-01', language: 'ru' },
      },
    ])
  })

  it('CB-18 keeps a grant unconfirmed, and tells the server what was seen and chosen', () => {
    const { saved, entries } = decide(
      {},
      { purposes: { analytics: true }, dataKinds: { ...NONE, browser: true } },
      context({ isGpc: true }),
    )
    expect(saved.choice).toEqual({
      kind: 'granted',
      id: '019aab00-0000-7000-8000-000000000001',
      policyVersion: '2025-08-01',
      terms: '0badc0de',
      purposes: { analytics: true, external: false },
      dataKinds: { ...NONE, browser: true },
      expiresOn: '2027-05-21',
      isConfirmed: false,
    })
    expect(mayRun(saved.choice, 'analytics', OFFERED)).toBe(false)
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      kind: 'consent',
      path: '/v1/consents',
      body: {
        notice: 'b'.repeat(16),
        purposes: { analytics: true, external: false },
        dataKinds: { ...NONE, browser: true },
        surface: 'banner',
        gpcAtChoice: true,
      },
    })
    expect(entries[0]?.body).not.toHaveProperty('replaces')
  })

  it.each(KINDS)('grants %s where it is granted, and no other kind of data', (kind) => {
    const grants = { purposes: { analytics: true }, dataKinds: { ...NONE, [kind]: true } }
    const { saved, entries } = decide({}, grants, context())
    expect(saved.choice).toMatchObject({ dataKinds: { ...NONE, [kind]: true } })
    expect(entries[0]).toMatchObject({ body: { dataKinds: { ...NONE, [kind]: true } } })
  })

  it('takes a purpose without a word on kinds of data for one that grants none', () => {
    const { saved } = decide({}, { purposes: { analytics: true } }, context())
    expect(saved.choice).toMatchObject({ purposes: { analytics: true }, dataKinds: NONE })
  })

  it('counts data kinds as refused where analytics is', () => {
    const { entries } = decide({}, { purposes: { external: true }, dataKinds: ALL }, context())
    expect(entries[0]).toMatchObject({ body: { dataKinds: NONE } })
  })

  it('grants nothing that is not on offer, and nothing that is not exactly true', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.anything()),
        fc.dictionary(fc.string(), fc.anything()),
        (purposes, dataKinds) => {
          const grants = { purposes, dataKinds } as never
          const { saved } = decide({}, grants, context())
          const isAnyTrue = purposes.analytics === true || purposes.external === true
          expect(saved.choice.kind).toBe(isAnyTrue ? 'granted' : 'refused')
          if (saved.choice.kind === 'granted')
            expect(Object.keys(saved.choice.purposes)).toEqual(['analytics', 'external'])
        },
      ),
    )
  })

  it('takes no grants at all for a refusal', () => {
    expect(decide({}, {}, context()).saved.choice.kind).toBe('refused')
  })
})

describe('a change of mind', () => {
  it('CB-09 takes the old record back by its own secret, and counts no refusal', () => {
    const { saved, entries } = decide({ saved: granted() }, {}, context())
    expect(saved.choice.kind).toBe('refused')
    expect(saved.secret).toBeUndefined()
    expect(entries.map(({ kind }) => kind)).toEqual(['withdrawal'])
    expect(entries[0]).toMatchObject({
      path: '/v1/consents/019aab00-0000-7000-8000-00000000000f/withdrawal',
      bearer: 'o'.repeat(43),
    })
  })

  it('takes the old record back before it tells the new one', () => {
    const grants = { purposes: { analytics: true, external: true }, dataKinds: ALL }
    const { entries } = decide({ saved: granted() }, grants, context())
    expect(entries.map(({ kind }) => kind)).toEqual(['withdrawal', 'consent'])
    const [withdrawal, consent] = entries
    // It is one change, and counted as one.
    expect(withdrawal?.body).toEqual({ id: context().makeId(NOW_MS), isReplaced: true })
    expect(consent?.body).toMatchObject({ replaces: '019aab00-0000-7000-8000-00000000000f' })
  })

  it('says of a withdrawal that nothing takes its place', () => {
    const [withdrawal] = decide({ saved: granted() }, {}, context()).entries
    expect(withdrawal?.body).toEqual({ id: context().makeId(NOW_MS) })
  })

  it('takes back a record whose term is over, and counts the refusal that answers the question', () => {
    const { entries } = decide({ stale: granted(), reask: 'change' }, {}, context())
    expect(entries.map(({ kind }) => kind)).toEqual(['withdrawal', 'refusal'])
  })

  it('sends no withdrawal that the server could not believe', () => {
    const { choice } = granted() as { choice: never }
    expect(decide({ saved: { choice } }, {}, context()).entries).toEqual([])
    const [entry] = decide({ saved: { choice } }, {}, context({ isOwnSite: true })).entries
    expect(entry).toMatchObject({ kind: 'withdrawal', bearer: undefined })
  })

  it('makes no new record of the same choice', () => {
    const same = { purposes: { analytics: true }, dataKinds: { ...NONE, browser: true } }
    const saved = granted()
    expect(decide({ saved }, same, context())).toEqual({ saved, entries: [] })
    expect(decide({ saved: REFUSED }, {}, context())).toEqual({ saved: REFUSED, entries: [] })
  })

  it.each([
    ['a further purpose', { analytics: true, external: true }, { browser: true }],
    ['a purpose in place of another', { external: true }, {}],
    ['a further kind of data', { analytics: true }, { browser: true, ip: true }],
    ['a kind of data less', { analytics: true }, {}],
    ['a kind of data in place of another', { analytics: true }, { ip: true }],
  ])('makes a new record of %s', (_, purposes, dataKinds) => {
    const grants = { purposes, dataKinds: { ...NONE, ...dataKinds } }
    const { saved, entries } = decide({ saved: granted() }, grants, context())
    expect(saved.choice).toMatchObject({ kind: 'granted', isConfirmed: false })
    expect(saved.choice).not.toMatchObject({ id: '019aab00-0000-7000-8000-00000000000f' })
    expect(entries.map(({ kind }) => kind)).toEqual(['withdrawal', 'consent'])
  })

  it('makes a record of a grant after a refusal, and takes nothing back', () => {
    const grants = { purposes: { analytics: true }, dataKinds: NONE }
    const { entries } = decide({ saved: REFUSED }, grants, context())
    expect(entries.map(({ kind }) => kind)).toEqual(['consent'])
    expect(entries[0]?.body).not.toHaveProperty('replaces')
  })
})

describe('what may run', () => {
  it('is what is necessary, and what is granted and confirmed, and nothing else', () => {
    const { choice } = granted() as { choice: never }
    const unconfirmed = (granted({ isConfirmed: false }) as { choice: never }).choice
    expect(mayRun(undefined, 'necessary', OFFERED)).toBe(true)
    expect(mayRun(undefined, 'analytics', OFFERED)).toBe(false)
    expect(mayRun(REFUSED?.choice, 'analytics', OFFERED)).toBe(false)
    expect(mayRun(unconfirmed, 'analytics', OFFERED)).toBe(false)
    expect(mayRun(choice, 'analytics', OFFERED)).toBe(true)
    expect(mayRun(choice, 'external', OFFERED)).toBe(false)
    expect(mayRun(choice, 'analytics', ['external'])).toBe(false)
    expect(mayRun(choice, 'toString', OFFERED)).toBe(false)
  })
})
