import type { ExportResult } from '../../contract/index.ts'
import type { SealPurpose } from '../../crypto/cryptography.ts'
import type { RequestRow, StoredMessage, VisitRow } from '../../store/store.ts'
import { openField, presentToAuthor } from '../requests/present.ts'
import { buildOverview, presentConsent, readOwnData } from './overview.ts'
import { idOf, nameOf, type SubjectDeps, type Thing } from './subject.ts'

type ExportDeps = Omit<SubjectDeps, 'consents'>

const iso = (ms: number): string => new Date(ms).toISOString()
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

const openOrNull = async (
  purpose: SealPurpose,
  { rowId, sealed }: { readonly rowId: string; readonly sealed: Uint8Array | null },
  { cryptography }: ExportDeps,
): Promise<string | null> => sealed && cryptography.open(purpose, rowId, sealed)

async function exportConsent({ consent }: Thing, deps: ExportDeps) {
  const events = await deps.store.readConsentEvents(consent.id)
  const sealed = { rowId: consent.id, sealed: consent.subjectName }
  return {
    ...presentConsent(consent, deps.clock()),
    actor: consent.actor,
    surface: consent.surface,
    gpcAtChoice: consent.gpcAtChoice,
    name: await openOrNull('consents.name', sealed, deps),
    events: events.map(({ atMs, state, actor, purposes, dataKinds }) => ({
      at: iso(atMs),
      state,
      actor,
      purposes,
      dataKinds,
    })),
  }
}

const exportVisit = async (visit: VisitRow, deps: ExportDeps) => ({
  id: visit.id,
  day: visit.day,
  seenAt: isoOrNull(visit.seenAtMs),
  durationMs: visit.durationMs,
  address: await openOrNull('visits.address', { rowId: visit.id, sealed: visit.address }, deps),
  browser: visit.browser,
  os: visit.os,
  device: visit.device,
})

async function exportMessage(message: StoredMessage, deps: ExportDeps) {
  const open = (field: 'email' | 'phone') =>
    openOrNull(`messages.${field}`, { rowId: message.id, sealed: message[field] }, deps)
  const { cryptography } = deps
  return {
    reference: message.reference,
    receivedAt: iso(message.receivedAtMs),
    closedAt: isoOrNull(message.closedAtMs),
    language: message.language,
    isBlocked: message.isBlocked,
    name: await cryptography.open('messages.name', message.id, message.name),
    email: await open('email'),
    phone: await open('phone'),
    message: await cryptography.open('messages.message', message.id, message.message),
  }
}

const exportRequest = async (row: RequestRow, deps: ExportDeps) => ({
  ...(await presentToAuthor(row, deps)),
  text: await openField(row, 'text', deps),
  email: await openField(row, 'email', deps),
})

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

/**
 * Everything that is held of a person, opened for them (DS-02). What they have blocked is in it too, and marked: a block
 * stops the school, not the person.
 */
export async function buildExport(
  things: readonly Thing[],
  deps: ExportDeps,
): Promise<ExportResult> {
  const own = await readOwnData(things, deps)
  const { name, bin, address, contact } = deps.site.operator
  const messages = things.flatMap((thing) => (thing.kind === 'message' ? [thing.message] : []))
  const restrictions = await Promise.all(things.map((thing) => exportRestrictions(thing, deps)))
  return {
    exportedAt: iso(deps.clock()),
    operator: { name, bin, address, contact },
    overview: await buildOverview(own, deps),
    consents: await Promise.all(things.map((thing) => exportConsent(thing, deps))),
    visits: await Promise.all(own.visits.map((visit) => exportVisit(visit, deps))),
    messages: await Promise.all(messages.map((message) => exportMessage(message, deps))),
    requests: await Promise.all(own.requests.map((row) => exportRequest(row, deps))),
    restrictionHistory: restrictions.flat(),
  }
}
