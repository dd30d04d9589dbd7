import { beforeAll, describe, expect, test } from 'vitest'
import { createSign, generateSigningKey, verifyJws } from '../../../server/crypto/jws.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { commitToEvent } from '../../../server/domain/identifiers/commitment.ts'
import { fromHex, toHex } from '../../../server/domain/identifiers/hex.ts'
import { checkProof } from '../../../server/domain/ledger/check-proof.ts'
import {
  buildStatement,
  checkpointText,
  FIRST_PREVIOUS_HASH,
} from '../../../server/domain/ledger/checkpoint.ts'
import { packLeaves } from '../../../server/domain/ledger/leaves.ts'
import type { ProofBundle } from '../../../server/domain/ledger/proof.ts'
import { hashNow } from '../../../server/ledger/verify-snapshot.ts'
import { buildEvent, buildRecord, buildWithdrawal } from '../../store/records.ts'

// CR-10: what proves a consent to somebody who has nothing else. Whatever in it is not as it was sealed is named, and nothing
// else is.

const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))
const CONTENT = '{"text":"Келісім"}'
const noticeSha256 = hashNow(CONTENT)

type Change = (bundle: ProofBundle) => unknown
type Key = Awaited<ReturnType<typeof generateSigningKey>>
let own: Key
let sound: ProofBundle
beforeAll(async () => {
  own = await generateSigningKey()
  sound = await buildBundle(own)
})

/** A consent that was withdrawn, sealed by a second checkpoint, and a third event that is not sealed yet. */
async function buildBundle({ publicKey, privateJwk }: Key): Promise<ProofBundle> {
  const { secretHash, subjectName, subjectSalt, ...record } = buildRecord({ noticeSha256 })
  const stored = { ...record, secretHash, subjectName, subjectSalt }
  const events = [
    ...[buildEvent(stored), buildWithdrawal(stored)],
    buildWithdrawal(stored, { state: 'ConsentExpired' }),
  ]
  const leaves = await Promise.all(
    events.map(async (event, index) => ({
      seq: index + 4,
      commitment: await commitToEvent(record, event, cryptography),
    })),
  )
  const eventLeaves = packLeaves(leaves.slice(0, 2))
  const entryLeaves = packLeaves([{ seq: 1, commitment: new Uint8Array(32).fill(5) }])
  const facts = {
    ...{ number: 2, previousHash: FIRST_PREVIOUS_HASH, lastEventSeq: 5, lastEntrySeq: 1 },
    sealedAtMs: Date.parse('2026-11-22T08:00Z'),
  }
  const leafHashes = { events: hashNow(eventLeaves), entries: hashNow(entryLeaves) }
  const hash = fromHex(hashNow(checkpointText(facts, leafHashes)))
  const statement = buildStatement({ ...facts, hash })
  const sign = await createSign(publicKey.kid, privateJwk)
  return {
    schema: 'kelisim-proof-1',
    record: { ...record, subjectCommitment: toHex(record.subjectCommitment) },
    events: events.map(({ commitment: _, ...event }, index) => ({
      ...{ seq: index + 4, event, checkpoint: index < 2 ? 2 : null },
      commitment: toHex(leaves[index]?.commitment ?? new Uint8Array()),
    })),
    notice: { sha256: noticeSha256, content: CONTENT },
    checkpoints: [
      {
        ...{ ...statement, signature: await sign('checkpoint', JSON.stringify(statement)) },
        ...{ eventLeaves: toHex(eventLeaves), entryLeaves: toHex(entryLeaves) },
      },
    ],
    keys: [publicKey],
  }
}

/** What is found in the bundle after a change, as somebody reads it from a file. */
function check(change: Change = () => {}, keys = [own.publicKey]) {
  const bundle = JSON.parse(JSON.stringify(sound))
  change(bundle)
  return checkProof(bundle, {
    hash: hashNow,
    verify: (signature) => verifyJws(signature, 'checkpoint', keys),
  })
}

/** Changes a part of the bundle at a path. */
const set =
  (path: string, value: unknown): Change =>
  (bundle) => {
    const names = path.split('.')
    const last = names.pop() ?? ''
    const place = names.reduce<Record<string, unknown>>(
      (at, name) => at[name] as Record<string, unknown>,
      bundle as unknown as Record<string, unknown>,
    )
    place[last] = value
  }

test('of a sound bundle nothing is wrong, the event that is not sealed yet included', () => {
  expect(check()).toEqual([])
})

describe('an altered event', () => {
  const altered = [
    ...['id', 'consentId', 'state', 'actor', 'atMs', 'purposes', 'dataKinds'].map(
      (name) => `events.0.event.${name}`,
    ),
  ]
  test.each(altered)('is named, and no other: %s', (path) => {
    expect(check(set(path, 'other'))).toEqual(['event 4: it was altered'])
  })

  const ofRecord = ['id', 'language', 'policyVersion', 'actor', 'surface', 'gpcAtChoice']
  test.each([...ofRecord, 'givenAtMs', 'validUntilMs', 'subjectCommitment'])(
    'is each of a record whose %s was altered',
    (name) => {
      expect(check(set(`record.${name}`, 'other'))).toEqual(
        [4, 5, 6].map((seq) => `event ${seq}: it was altered`),
      )
    },
  )
})

describe('an event that no checkpoint holds', () => {
  const unheld = ['event 4: checkpoint 2 does not hold it']
  test.each<[string, Change, readonly string[]]>([
    ['has a place of its own', set('events.0.seq', 5), ['event 5: checkpoint 2 does not hold it']],
    [
      'is said to be in another checkpoint',
      set('events.0.checkpoint', 9),
      ['event 4: checkpoint 9 does not hold it'],
    ],
    [
      'is not the one that was sealed there',
      (bundle) => {
        const [first, second] = bundle.events
        Object.assign(second ?? {}, { ...first, seq: 5 })
      },
      ['event 5: checkpoint 2 does not hold it'],
    ],
  ])('is named: it %s', (_, change, expected) => {
    expect(check(change)).toEqual(expected)
  })
  test('is named beside a checkpoint whose leaves were emptied', () => {
    const found = check(set('checkpoints.0.eventLeaves', ''))
    expect(found).toEqual([
      ...[...unheld, 'event 5: checkpoint 2 does not hold it'],
      'checkpoint 2: it was altered',
    ])
  })
})

describe('an altered checkpoint', () => {
  test.each([
    ['previousHash', 'ff'.repeat(32)],
    ['lastEventSeq', 6],
    ['lastEntrySeq', 0],
    ['sealedAt', '2026-11-22T09:00:00.000Z'],
    ['entryLeaves', ''],
    ['hash', 'ff'.repeat(32)],
  ])('is named: %s', (name, value) => {
    expect(check(set(`checkpoints.0.${name}`, value))).toEqual(['checkpoint 2: it was altered'])
  })

  test('is named where its signature is none, of another key, or of something else', async () => {
    const wrong = ['checkpoint 2: its signature is not right']
    expect(check(set('checkpoints.0.signature', 'x'))).toEqual(wrong)
    expect(check(undefined, [(await generateSigningKey()).publicKey])).toEqual(wrong)
    const sign = await createSign(own.publicKey.kid, own.privateJwk)
    const { eventLeaves: _, entryLeaves, signature, ...statement } = sound.checkpoints[0] ?? {}
    const other = await sign('checkpoint', JSON.stringify({ ...statement, number: 3 }))
    expect(check(set('checkpoints.0.signature', other))).toEqual(wrong)
    const receipt = await sign('receipt', JSON.stringify(statement))
    expect(check(set('checkpoints.0.signature', receipt))).toEqual(wrong)
  })
})

test('CR-04: a notice that is missing, or not the one that was shown, is named', () => {
  expect(check(set('notice', null))).toEqual(['the notice is missing'])
  const other = set('notice', { sha256: noticeSha256, content: `${CONTENT} ` })
  expect(check(other)).toEqual(['the notice is not the one that was shown'])
})
