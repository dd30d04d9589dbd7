import { describe, expect, test } from 'vitest'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import {
  commitToEntry,
  commitToEvent,
  commitToSubject,
  entryText,
  eventText,
  subjectText,
} from '../../../server/domain/identifiers/commitment.ts'
import { buildSignedStatement, checkpointText } from '../../../server/domain/ledger/checkpoint.ts'
import { buildEvent, buildRecord } from '../../store/records.ts'

// What a commitment covers, word for word: who checks a proof elsewhere makes the same text (docs/consent-records.md), and a
// field that it did not cover could be changed without a trace.

const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))
const sha256 = (text: string) => cryptography.sha256(text)
const record = buildRecord({
  ...{ subjectSalt: new Uint8Array(2).fill(10), secretHash: new Uint8Array(2).fill(255) },
  subjectCommitment: new Uint8Array(2).fill(1),
})
const event = buildEvent(record)
const entry = {
  ...{ id: 'i', register: 'audit', thread: 't', content: { a: 1 }, actor: 'system', atMs: 5 },
} as never

describe('the text of a commitment', () => {
  test('CR-12: to a person: salt, hash of the secret and name, and that it is one', () => {
    expect(subjectText('0a', 'ff', 'Айгүл')).toBe('["kelisim-subject-1","0a","ff","Айгүл"]')
    expect(subjectText(null, null, null)).toBe('["kelisim-subject-1",null,null,null]')
    const { secretHash, subjectSalt } = record
    const made = commitToSubject({ secretHash, subjectSalt, name: 'Айгүл' }, cryptography)
    expect(made).toEqual(sha256(subjectText('0a0a', 'ffff', 'Айгүл')))
    const erased = { secretHash: null, subjectSalt: null, name: null }
    expect(commitToSubject(erased, cryptography)).toEqual(sha256(subjectText(null, null, null)))
  })

  test('CR-03: to an event: every fact of record and event but what can be erased', () => {
    const facts = [
      'kelisim-event-1',
      ...[record.id, record.language, record.policyVersion, record.noticeSha256],
      ...[record.actor, record.surface, record.gpcAtChoice, record.givenAtMs, record.validUntilMs],
      '0101',
      ...[event.id, event.consentId, event.state, event.actor, event.atMs],
    ]
    const [purposes, dataKinds] = [event.purposes, event.dataKinds].map((one) =>
      JSON.stringify(one),
    )
    const text = `${JSON.stringify(facts)}\n${purposes}\n${dataKinds}`
    expect(commitToEvent(record, event, cryptography)).toEqual(sha256(text))
    const asText = { ...record, subjectCommitment: '0101' }
    expect(eventText(asText, { ...event, purposes: 'P', dataKinds: 'D' })).toBe(
      `${JSON.stringify(facts)}\nP\nD`,
    )
  })

  test('DI-07: to a line of a register: every fact of it', () => {
    expect(entryText(entry)).toBe('["kelisim-entry-1","i","audit","t",{"a":1},"system",5]')
    expect(commitToEntry(entry, cryptography)).toEqual(sha256(entryText(entry)))
  })

  test('CR-10: of a checkpoint: its place, what it seals, and the one before', () => {
    const facts = {
      ...{ number: 2, previousHash: new Uint8Array(2).fill(171), lastEventSeq: 5 },
      ...{ lastEntrySeq: 3, sealedAtMs: 1000 },
    }
    expect(checkpointText(facts, { events: 'e1', entries: 'e2' })).toBe(
      '["kelisim-checkpoint-1",2,"abab","e1","e2",5,3,1000]',
    )
  })
})

test('a checkpoint is published as what was signed of it and the signature, without its leaves', () => {
  const bytes = (byte: number) => new Uint8Array(2).fill(byte)
  const leaves = { eventLeaves: bytes(1), entryLeaves: bytes(2) }
  const ends = { lastEventSeq: 5, lastEntrySeq: 3, sealedAtMs: 1000 }
  const hashes = { hash: bytes(0xcd), previousHash: bytes(0xab) }
  expect(
    buildSignedStatement({ number: 2, ...leaves, ...hashes, ...ends, signature: 'signed' }),
  ).toEqual({
    ...{ number: 2, hash: 'cdcd', previousHash: 'abab', lastEventSeq: 5, lastEntrySeq: 3 },
    ...{ sealedAt: '1970-01-01T00:00:01.000Z', signature: 'signed' },
  })
})
