import type { DataCategory, ExportResult } from '../../contract/index.ts'
import type { SealPurpose } from '../../crypto/cryptography.ts'
import type { RequestRow, StoredMessage, VisitRow } from '../../store/store.ts'
import { openSealed } from '../keys/open-sealed.ts'
import { presentToAuthor } from '../requests/present.ts'
import { idOf, nameOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { buildOverview, presentConsent, readOwnData } from './overview.ts'
import { readOwnVisits } from './own-visits.ts'

type ExportDeps = Omit<SubjectDeps, 'consents'>

type ListName =
  | 'consents'
  | 'visits'
  | 'messages'
  | 'requests'
  | 'restrictionHistory'
  | 'unreadable'
type Rows<Name extends ListName> = AsyncGenerator<ExportResult[Name]>

/** An export in parts, so that it is generated while it is sent and never held as a whole. */
export interface ExportParts {
  readonly head: Omit<ExportResult, ListName>
  /** Rows by list, in pages. Read in this order: the last one contains what the others could not decrypt. */
  readonly lists: { readonly [Name in ListName]: Rows<Name> }
}

/** Maximum logged failures of one export: a lost key must not fill the log. */
const LOGGED_AT_MOST = 20

const iso = (ms: number): string => new Date(ms).toISOString()
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

/** The owner of an encrypted value, as its person knows it, and its position. */
interface Place {
  readonly category: DataCategory
  readonly ref: string
  readonly rowId: string
}

/** Decrypts values; a failure is recorded and becomes `null`, without affecting others. */
function createOpener(deps: ExportDeps) {
  const unreadable: ExportResult['unreadable'][number][] = []
  const log: ExportDeps['log'] = (...line) => {
    if (unreadable.length < LOGGED_AT_MOST) deps.log(...line)
  }
  const { cryptography } = deps
  return {
    unreadable,
    async open({ category, ref, rowId }: Place, purpose: SealPurpose, sealed: Uint8Array | null) {
      const text = await openSealed({ cryptography, log }, purpose, rowId, sealed)
      if (text !== undefined) return text
      unreadable.push({ category, ref, field: purpose.slice(purpose.indexOf('.') + 1) })
      return null
    },
  }
}
type Opener = ReturnType<typeof createOpener>

async function exportConsent({ consent }: Thing, deps: ExportDeps, { open }: Opener) {
  const events = await deps.store.readConsentEvents(consent.id)
  const place = { category: 'consents', ref: consent.id, rowId: consent.id } as const
  return {
    ...presentConsent(consent, deps.clock()),
    actor: consent.actor,
    surface: consent.surface,
    gpcAtChoice: consent.gpcAtChoice,
    name: await open(place, 'consents.name', consent.subjectName),
    events: events.map(({ atMs, state, actor, purposes, dataKinds }) => ({
      at: iso(atMs),
      state,
      actor,
      purposes,
      dataKinds,
    })),
  }
}

async function exportVisit(visit: VisitRow, { open }: Opener) {
  const place = { category: 'visits', ref: visit.id, rowId: visit.id } as const
  return {
    id: visit.id,
    day: visit.day,
    seenAt: isoOrNull(visit.seenAtMs),
    durationMs: visit.durationMs,
    address: await open(place, 'visits.address', visit.address),
    browser: visit.browser,
    os: visit.os,
    device: visit.device,
  }
}

async function exportMessage(message: StoredMessage, { open }: Opener) {
  const place = { category: 'messages', ref: message.reference, rowId: message.id } as const
  return {
    reference: message.reference,
    receivedAt: iso(message.receivedAtMs),
    closedAt: isoOrNull(message.closedAtMs),
    language: message.language,
    isBlocked: message.isBlocked,
    name: await open(place, 'messages.name', message.name),
    email: await open(place, 'messages.email', message.email),
    phone: await open(place, 'messages.phone', message.phone),
    message: await open(place, 'messages.message', message.message),
  }
}

async function exportRequest(row: RequestRow, deps: ExportDeps, { open }: Opener) {
  const place = { category: 'requests', ref: row.number, rowId: row.id } as const
  return {
    ...(await presentToAuthor({ ...row, answer: null }, deps)),
    answer: await open(place, 'requests.answer', row.answer),
    text: await open(place, 'requests.text', row.text),
    email: await open(place, 'requests.email', row.email),
  }
}

async function exportRestrictions(thing: Thing, { store }: ExportDeps) {
  const all = await store.readRestrictions(idOf(thing))
  return all.map(({ kind, purpose, atMs, liftedAtMs }) => ({
    kind,
    ref: nameOf(thing),
    purpose,
    at: iso(atMs),
    liftedAt: isoOrNull(liftedAtMs),
  }))
}

/** Yields one page of rows for each part of something. */
async function* inPages<From, To>(
  parts: Iterable<From> | AsyncIterable<From>,
  toRows: (part: From) => Promise<To>,
): AsyncGenerator<To> {
  for await (const part of parts) yield await toRows(part)
}

async function* visitsOf(things: readonly Thing[], deps: ExportDeps) {
  for (const thing of things) yield* readOwnVisits(thing, deps)
}

/**
 * Returns all data stored about a person, decrypted for them (DS-02). Blocked data are included and marked: a block stops the
 * school, not the person.
 */
export async function openExport(things: readonly Thing[], deps: ExportDeps): Promise<ExportParts> {
  const own = await readOwnData(things, deps)
  const { name, bin, address, contact } = deps.site.operator
  const opener = createOpener(deps)
  const messages = things.flatMap((thing) => (thing.kind === 'message' ? [thing.message] : []))
  return {
    head: {
      exportedAt: iso(deps.clock()),
      operator: { name, bin, address, contact },
      overview: await buildOverview(own, deps),
    },
    lists: {
      consents: inPages(things, async (thing) => [await exportConsent(thing, deps, opener)]),
      visits: inPages(visitsOf(things, deps), (rows) =>
        Promise.all(rows.map((visit) => exportVisit(visit, opener))),
      ),
      messages: inPages(messages, async (message) => [await exportMessage(message, opener)]),
      requests: inPages(own.requests, async (row) => [await exportRequest(row, deps, opener)]),
      restrictionHistory: inPages(things, (thing) => exportRestrictions(thing, deps)),
      unreadable: inPages([opener], async ({ unreadable }) => unreadable),
    },
  }
}
