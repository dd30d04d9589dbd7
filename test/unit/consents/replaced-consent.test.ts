import { expect, test } from 'vitest'
import { findReplacement } from '../../../server/domain/consents/replaced-consent.ts'
import type { ConsentEvent, ConsentRecord } from '../../../server/store/store.ts'
import { buildEvent, buildRecord, buildWithdrawal } from '../../store/records.ts'

const NONE = { ip: false, browser: false, visit_time: false, visitor_cookie: false }

/** What a choice is to a record with these events. */
function find(
  choice: { purposes: object; dataKinds?: object; replaces?: string | undefined },
  changes: Partial<ConsentRecord> = {},
  next: (record: ConsentRecord) => readonly ConsentEvent[] = (record) => [
    buildEvent(record, {
      purposes: { analytics: true, external: false },
      dataKinds: { ...NONE, ip: true, browser: true },
    }),
  ],
) {
  const record = buildRecord(changes)
  const events = next(record)
  const [latest] = events.slice(-1)
  if (!latest) throw new Error('no event')
  return findReplacement({ replaces: record.id, dataKinds: NONE, ...choice } as never, {
    async findConsent(id) {
      if (choice.replaces === undefined && 'replaces' in choice) throw new Error('read for nothing')
      return id === record.id ? { ...record, latest, restricted: [] } : undefined
    },
    readConsentEvents: async () => events,
  })
}
const SAME = {
  purposes: { external: false, analytics: true },
  dataKinds: { browser: true, ip: true },
}

test('CR-02: the same granted again is a renewal, in whatever order it is named', async () => {
  expect(await find(SAME)).toBe('renewal')
})

test.each([
  ['a further purpose', { ...SAME, purposes: { analytics: true, external: true } }],
  ['another purpose', { purposes: { external: true } }],
  ['a further kind of data', { ...SAME, dataKinds: { ip: true, browser: true, visit_time: true } }],
  ['a kind of data less', { ...SAME, dataKinds: { ip: true } }],
])('CR-02: %s is a change', async (_, choice) => {
  expect(await find(choice)).toBe('change')
})

test('kinds of data under a purpose that is refused count for nothing', async () => {
  const external = (record: ConsentRecord) => [
    buildEvent(record, { purposes: { external: true }, dataKinds: { ...NONE, ip: true } }),
  ]
  const choice = { purposes: { external: true, analytics: false }, dataKinds: { browser: true } }
  expect(await find(choice, {}, external)).toBe('renewal')
})

test('it is held against what was granted last, although that was withdrawn just now', async () => {
  const withdrawn = (record: ConsentRecord) => [
    buildEvent(record, { purposes: { external: true }, dataKinds: NONE }),
    buildEvent(record, SAME as never),
    buildWithdrawal(record),
  ]
  expect(await find(SAME, {}, withdrawn)).toBe('renewal')
  expect(await find({ purposes: { external: true } }, {}, withdrawn)).toBe('change')
})

test.each([
  ['it names none', { ...SAME, replaces: undefined }, {}],
  ['it names one that is not known', { ...SAME, replaces: 'other' }, {}],
  ['its person was erased', SAME, { secretHash: null }],
  ['it is the consent of a message', SAME, { surface: 'contact_form' }],
])('it replaces none where %s', async (_, choice, changes) => {
  expect(await find(choice, changes as never)).toBe(undefined)
})

test('it replaces none that never granted anything', async () => {
  const never = (record: ConsentRecord) => [buildWithdrawal(record)]
  expect(await find(SAME, {}, never)).toBe(undefined)
})
