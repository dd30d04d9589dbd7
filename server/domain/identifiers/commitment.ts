import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ConsentEvent, ConsentRecord, RegisterEntry } from '../../store/store.ts'
import { toHex } from './hex.ts'

type Hash = Pick<Cryptography, 'sha256'>
type Commitment = Uint8Array | Promise<Uint8Array>

/** What leads from a record to a person, with the name in clear. */
export type SubjectFacts = Pick<ConsentRecord, 'secretHash' | 'subjectSalt'> & {
  readonly name: string | null
}

/** The text whose SHA-256 is `commitToSubject`; salt and hash of the secret in hex. */
export const subjectText = (
  subjectSalt: string | null,
  secretHash: string | null,
  name: string | null,
): string => JSON.stringify(['kelisim-subject-1', subjectSalt, secretHash, name])

/**
 * Commitment to what leads from a record to a person: SHA-256 over salt, hash of the secret and name. The salt makes that what
 * was erased cannot be found again by trying names (CR-12). The name in clear, so that sealing it anew changes nothing.
 */
export const commitToSubject = (
  { subjectSalt, secretHash, name }: SubjectFacts,
  { sha256 }: Hash,
): Commitment =>
  sha256(subjectText(subjectSalt && toHex(subjectSalt), secretHash && toHex(secretHash), name))

/** What of a record its events' commitments cover: all but what can be erased, of which it keeps a commitment of its own. */
export type CommittedRecord = Omit<ConsentRecord, 'secretHash' | 'subjectName' | 'subjectSalt'>
/** The same with the subject's commitment in hex. */
export type CommittedRecordText = Omit<CommittedRecord, 'subjectCommitment'> & {
  readonly subjectCommitment: string
}
/** What of an event its commitment covers, with purposes and data kinds as JSON text. */
export type CommittedEvent = Pick<ConsentEvent, 'id' | 'consentId' | 'actor' | 'atMs'> & {
  readonly state: string
  readonly purposes: string
  readonly dataKinds: string
}

/**
 * The text whose SHA-256 is `commitToEvent`: a JSON list, purposes and data kinds, a line each. JSON text has no line break,
 * so no two contents make the same text; and what is stored as JSON enters as it is stored.
 */
export const eventText = (record: CommittedRecordText, event: CommittedEvent): string =>
  `${JSON.stringify([
    'kelisim-event-1',
    record.id,
    record.language,
    record.policyVersion,
    record.noticeSha256,
    record.actor,
    record.surface,
    record.gpcAtChoice,
    record.givenAtMs,
    record.validUntilMs,
    record.subjectCommitment,
    event.id,
    event.consentId,
    event.state,
    event.actor,
    event.atMs,
  ])}\n${event.purposes}\n${event.dataKinds}`

/** Commitment to a consent event and everything in its record but what can be erased. */
export const commitToEvent = (
  record: CommittedRecord,
  event: Omit<ConsentEvent, 'commitment'>,
  { sha256 }: Hash,
): Commitment =>
  sha256(
    eventText(
      { ...record, subjectCommitment: toHex(record.subjectCommitment) },
      {
        ...event,
        purposes: JSON.stringify(event.purposes),
        dataKinds: JSON.stringify(event.dataKinds),
      },
    ),
  )

/** The text whose SHA-256 is `commitToEntry`. */
export const entryText = (entry: Omit<RegisterEntry, 'commitment'>): string =>
  JSON.stringify([
    'kelisim-entry-1',
    ...[entry.id, entry.register, entry.thread, entry.content, entry.actor, entry.atMs],
  ])

/** Commitment to a line of a register. */
export const commitToEntry = (
  entry: Omit<RegisterEntry, 'commitment'>,
  { sha256 }: Hash,
): Commitment => sha256(entryText(entry))
