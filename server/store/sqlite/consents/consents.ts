import type {
  AddResult,
  ConsentEvent,
  ConsentRecord,
  ConsentStore,
  StoredConsent,
} from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Queries } from '../queries.ts'

/** @param afterId '' for the first event. */
const insertEvent = (queries: Queries, event: ConsentEvent, afterId: string): boolean =>
  queries.insertEvent({ ...event, afterId }).changes === 1

const insertRecord = (queries: Queries, record: ConsentRecord): boolean =>
  queries.insertRecord(record).changes === 1

/** Inserts a record with its first event, or neither. */
export function insertConsent(
  queries: Queries,
  record: ConsentRecord,
  event: ConsentEvent,
): AddResult {
  if (insertRecord(queries, record)) {
    // Thrown to undo the record, which would have no event.
    if (!insertEvent(queries, event, ''))
      throw new Error('first event of a consent: its id is taken')
    return 'stored'
  }
  const stored = queries.findSecretHash.get({ id: record.id })
  const { secretHash } = record
  return secretHash && stored?.secretHash?.equals(secretHash) ? 'duplicate' : 'conflict'
}

function insertLaterEvent(
  queries: Queries,
  event: ConsentEvent,
  afterId: string,
): AddResult | 'overtaken' {
  const { id, consentId } = event
  // The record's id is always that of the first event, which the index omits.
  if (id === consentId) return 'duplicate'
  const twin = queries.findEventConsent.get({ id })
  if (twin) return twin.consentId === consentId ? 'duplicate' : 'conflict'
  const latest = queries.findLatestEvent.get({ consentId })
  // Without a record there is none, and the insertion fails.
  if (latest && latest.id !== afterId) return 'overtaken'
  // A constraint guarantees it as well: no event is followed by two.
  return insertEvent(queries, event, afterId) ? 'stored' : 'overtaken'
}

/**
 * Sorts the events of a record, each after the one that it follows. Events that follow none of them, which only tampering
 * produces, come at the end.
 */
function inOrder<T extends { readonly id: string; readonly afterId: string }>(
  rows: readonly T[],
): readonly T[] {
  const next = new Map(rows.map((row) => [row.afterId, row]))
  const ordered = new Set<T>()
  for (let row = next.get(''); row && !ordered.has(row); row = next.get(row.id)) ordered.add(row)
  return [...ordered, ...rows.filter((row) => !ordered.has(row))]
}

/** Returns every event of a record, in order, with its place in the chain. */
export const readEvents = (queries: Queries, id: string) => inOrder(queries.readEvents.all({ id }))

function findConsent(queries: Queries, id: string): StoredConsent | undefined {
  const found = queries.findConsent.get({ id })
  if (found === undefined) return undefined
  const { arrival: _, seq: __, afterId: ___, ...latest } = found.event
  const restricted = queries.findRestricted.all({ id }).map(({ purpose }) => purpose)
  return { ...found.record, latest, restricted }
}

/** Consent records, their events and the notices shown with them. */
export const consentStore = ({ queries, write, read }: Connection): ConsentStore => ({
  addConsent: (record, event, counts) =>
    write('addConsent', (sum) => {
      const result = insertConsent(queries, record, event)
      if (result === 'stored') sum.add(counts)
      return result
    }),
  findConsent: (id) => read('findConsent', () => findConsent(queries, id)),
  addConsentEvent: (event, counts, afterId) =>
    write('addConsentEvent', (sum) => {
      const result = insertLaterEvent(queries, event, afterId)
      if (result === 'stored') sum.add(counts)
      return result
    }),
  readConsentEvents: (id) =>
    read('readConsentEvents', () =>
      readEvents(queries, id).map(({ arrival: _, seq: __, afterId: ___, ...event }) => event),
    ),
  findEndedConsents: (range, limit) =>
    read('findEndedConsents', () =>
      queries.findEnded
        .all({ ...range, limit })
        .flatMap(({ id }) => findConsent(queries, id) ?? []),
    ),
  addNotice: (notice) => write('addNotice', () => void queries.insertNotice.run({ ...notice })),
  findNotice: (sha256) => read('findNotice', () => queries.findNotice.get({ sha256 })),
  listNotices: (language) => read('listNotices', () => queries.listNotices.all({ language })),
})
