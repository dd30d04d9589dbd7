import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ConsentEvent, ConsentRecord, RegisterEntry } from '../../store/store.ts'
import { toHex } from './hex.ts'

type Hash = Pick<Cryptography, 'sha256'>
type Commitment = Uint8Array | Promise<Uint8Array>

/** The fields that link a record to a person, with the name in plain text. */
export type SubjectFacts = Pick<ConsentRecord, 'secretHash' | 'subjectSalt'> & {
  readonly name: string | null
}

/** Returns the text whose SHA-256 is `commitToSubject`. Salt and secret hash are in hex. */
export const subjectText = (
  subjectSalt: string | null,
  secretHash: string | null,
  name: string | null,
): string => JSON.stringify(['kelisim-subject-1', subjectSalt, secretHash, name])

/**
 * Returns the commitment to the fields that link a record to a person: SHA-256 over salt, secret hash and name. The salt
 * prevents finding an erased person again by trying names (CR-12). The name enters in plain text, so re-encrypting it changes
 * nothing.
 */
export const commitToSubject = (
  { subjectSalt, secretHash, name }: SubjectFacts,
  { sha256 }: Hash,
): Commitment =>
  sha256(subjectText(subjectSalt && toHex(subjectSalt), secretHash && toHex(secretHash), name))

/**
 * The fields of a record that its events' commitments cover: all except those that can be erased. For these the record keeps
 * a separate commitment.
 */
export type CommittedRecord = Omit<ConsentRecord, 'secretHash' | 'subjectName' | 'subjectSalt'>
/** The same, with the subject's commitment in hex. */
export type CommittedRecordText = Omit<CommittedRecord, 'subjectCommitment'> & {
  readonly subjectCommitment: string
}
/** The fields of an event that its commitment covers, with purposes and data kinds as JSON text. */
export type CommittedEvent = Pick<ConsentEvent, 'id' | 'consentId' | 'actor' | 'atMs'> & {
  readonly state: string
  readonly purposes: string
  readonly dataKinds: string
}

/**
 * Returns the text whose SHA-256 is `commitToEvent`: a JSON list, the purposes and the data kinds, one line each. JSON text
 * contains no line break, so two different contents never produce the same text. Stored JSON is used as it is stored.
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

/** Returns the commitment to a consent event and to all fields of its record that cannot be erased. */
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

/** Returns the text whose SHA-256 is `commitToEntry`. */
export const entryText = (entry: Omit<RegisterEntry, 'commitment'>): string =>
  JSON.stringify([
    'kelisim-entry-1',
    ...[entry.id, entry.register, entry.thread, entry.content, entry.actor, entry.atMs],
  ])

/** Returns the commitment to a register entry. */
export const commitToEntry = (
  entry: Omit<RegisterEntry, 'commitment'>,
  { sha256 }: Hash,
): Commitment => sha256(entryText(entry))
