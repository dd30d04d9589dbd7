import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ConsentEvent, ConsentRecord, RegisterEntry } from '../../store/store.ts'
import { toHex } from '../hex.ts'

type Hash = Pick<Cryptography, 'sha256'>
type Commitment = Uint8Array | Promise<Uint8Array>

/**
 * Commitment to what leads from a record to a person: SHA-256 over salt, hash of the secret and name. The salt makes that what
 * was erased cannot be found again by trying names (CR-12). The name in clear, so that sealing it anew changes nothing.
 */
export const commitToSubject = (
  subject: Pick<ConsentRecord, 'secretHash' | 'subjectSalt'> & { readonly name: string | null },
  { sha256 }: Hash,
): Commitment =>
  sha256(
    JSON.stringify([
      'kelisim-subject-1',
      subject.subjectSalt && toHex(subject.subjectSalt),
      subject.secretHash && toHex(subject.secretHash),
      subject.name,
    ]),
  )

/**
 * Commitment to a consent event and everything in its record but what can be erased: of that the record keeps a commitment of
 * its own, which stands in for it. A JSON list, so that no two contents make the same text.
 */
export const commitToEvent = (
  record: Omit<ConsentRecord, 'secretHash' | 'subjectName' | 'subjectSalt'>,
  event: Omit<ConsentEvent, 'commitment'>,
  { sha256 }: Hash,
): Commitment =>
  sha256(
    JSON.stringify([
      'kelisim-event-1',
      ...[record.id, record.language, record.policyVersion, record.noticeSha256],
      ...[record.actor, record.surface, record.gpcAtChoice, record.givenAtMs, record.validUntilMs],
      toHex(record.subjectCommitment),
      ...[event.id, event.consentId, event.state, event.purposes, event.dataKinds],
      ...[event.actor, event.atMs],
    ]),
  )

/** Commitment to a line of a register. */
export const commitToEntry = (
  entry: Omit<RegisterEntry, 'commitment'>,
  { sha256 }: Hash,
): Commitment =>
  sha256(
    JSON.stringify([
      'kelisim-entry-1',
      ...[entry.id, entry.register, entry.thread, entry.content, entry.actor, entry.atMs],
    ]),
  )
