import type { LedgerEntry, LedgerEvent, RequestRow } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'
import { buildSignedStatement } from '../ledger/checkpoint.ts'
import type { Collected } from './collect.ts'

/** Files by path; texts. */
export type FolderFiles = Map<string, string>

/** An event as the folder holds it: everything that its commitment covers, JSON texts as they are stored. */
export const presentEvent = (event: LedgerEvent) => ({
  seq: event.seq,
  record: {
    id: event.recordId,
    language: event.language,
    policyVersion: event.policyVersion,
    noticeSha256: event.noticeSha256,
    actor: event.recordActor,
    surface: event.surface,
    gpcAtChoice: event.gpcAtChoice,
    givenAtMs: event.givenAtMs,
    validUntilMs: event.validUntilMs,
    subjectCommitment: toHex(event.subjectCommitment),
  },
  event: {
    id: event.id,
    consentId: event.consentId,
    state: event.state,
    purposes: event.purposes,
    dataKinds: event.dataKinds,
    actor: event.actor,
    atMs: event.atMs,
  },
  commitment: toHex(event.commitment),
})
/** One event of the folder. */
export type FolderEvent = ReturnType<typeof presentEvent>

/** A register line as the folder holds it. */
export const presentEntry = ({ seq, commitment, ...entry }: LedgerEntry) => ({
  ...{ seq, id: entry.id, register: entry.register, thread: entry.thread },
  ...{ content: entry.content, actor: entry.actor, atMs: entry.atMs },
  commitment: toHex(commitment),
})
/** One register line of the folder. */
export type FolderEntry = ReturnType<typeof presentEntry>

/** A checkpoint with the leaves of what it sealed. */
export const presentCheckpoint = (checkpoint: Collected['checkpoints'][number]) => ({
  ...buildSignedStatement(checkpoint),
  eventLeaves: toHex(checkpoint.eventLeaves),
  entryLeaves: toHex(checkpoint.entryLeaves),
})
/** One checkpoint of the folder. */
export type FolderCheckpoint = ReturnType<typeof presentCheckpoint>

const iso = (ms: number): string => new Date(ms).toISOString()

/** A list as JSON with a line for each entry, which people can compare and search. */
export const toLines = (list: readonly unknown[]): string =>
  `[\n${list.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`

/** A value that begins like a formula is a text for spreadsheets too (OWASP, CSV Injection). */
const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : String(value)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A table for spreadsheets, with a byte order mark, by which they know UTF-8. */
export const toCsv = (columns: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`

/** Requests of the period, without a word of what people wrote or were answered. */
export const requestsTable = (requests: readonly RequestRow[]): string =>
  toCsv(
    ['number', 'kind', 'scope', 'receivedAt', 'dueOn', 'state', 'closedAt'],
    requests.map((one) => [
      ...[one.number, one.kind, one.scope, iso(one.receivedAtMs), one.dueOn, one.state],
      one.closedAtMs === null ? '' : iso(one.closedAtMs),
    ]),
  )

const eventsTable = (events: readonly FolderEvent[]): string =>
  toCsv(
    [
      'seq',
      'consent',
      'at',
      'state',
      'actor',
      'purposes',
      'dataKinds',
      'language',
      'policyVersion',
      'validUntil',
    ],
    events.map(({ seq, record, event }) => [
      ...[seq, event.consentId, iso(event.atMs), event.state, event.actor, event.purposes],
      ...[event.dataKinds, record.language, record.policyVersion, iso(record.validUntilMs)],
    ]),
  )

const entriesTable = (entries: readonly FolderEntry[]): string =>
  toCsv(
    ['seq', 'at', 'actor', 'thread', 'content'],
    entries.map((one) => [one.seq, iso(one.atMs), one.actor, one.thread, one.content]),
  )

/** Returns the files of what the ledger holds of the period, each list as JSON for checking and as a table for reading. */
export function listLedgerFiles(collected: Collected): FolderFiles {
  const files: FolderFiles = new Map()
  const events = collected.events.map(presentEvent)
  files.set('consents.json', toLines(events))
  files.set('consents.csv', eventsTable(events))
  for (const [register, lines] of collected.entries) {
    const entries = lines.map(presentEntry)
    files.set(`registers/${register}.json`, toLines(entries))
    files.set(`registers/${register}.csv`, entriesTable(entries))
  }
  files.set('checkpoints.json', toLines(collected.checkpoints.map(presentCheckpoint)))
  files.set('prunings.json', toLines(collected.prunings))
  for (const { sha256, content } of collected.notices) files.set(`notices/${sha256}.txt`, content)
  return files
}
