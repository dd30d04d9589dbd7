import type { Cryptography } from '../../crypto/cryptography.ts'
import type { LedgerGuard, LedgerHead, SigningKey, StoredSigningKey } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'

type Binding = Pick<Cryptography, 'blindIndexes' | 'isEqual'>

const NUMBER_BYTES = 8
const HASH_BYTES = 32

/** Returns the text covered by a head's keyed hash. */
const headText = (head: LedgerHead): string =>
  JSON.stringify([
    'kelisim-ledger-head-1',
    ...[head.eventArrival, head.entryArrival, toHex(head.eventHash), toHex(head.entryHash)],
    ...[head.checkpoint, toHex(head.checkpointHash)],
    ...[toHex(head.sealedEventHash), toHex(head.sealedEntryHash)],
    ...[head.sinceMs, head.sinceCheckpoint, head.isWhole],
  ])

/** Returns the text covered by a signing key's keyed hash. */
const keyText = ({ id, publicJwk, createdAtMs, retiredAtMs }: Omit<SigningKey, 'privateJwk'>) =>
  JSON.stringify(['kelisim-signing-key-1', id, publicJwk, createdAtMs, retiredAtMs])

/**
 * Returns SHA-256 over the previous rolled hash, a row’s number in the order of writing and its commitment. It runs for every
 * consent during its commit, so one buffer is reused for the bytes.
 */
export function createRoll(sha256: (data: Uint8Array) => Uint8Array): LedgerGuard['roll'] {
  const place = new Uint8Array(HASH_BYTES + NUMBER_BYTES + HASH_BYTES)
  return (hash, { arrival, commitment }) => {
    const length = hash.length + NUMBER_BYTES + commitment.length
    const data = length === place.length ? place : new Uint8Array(length)
    data.set(hash)
    writeNumber(data, hash.length, arrival)
    data.set(commitment, hash.length + NUMBER_BYTES)
    return sha256(data)
  }
}

/** Writes eight bytes, big-endian. */
function writeNumber(data: Uint8Array, start: number, number: number): void {
  let rest = number
  for (let at = start + NUMBER_BYTES - 1; at >= start; at--) {
    data[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
}

/** Binds with the newest key generation and accepts every one in use. */
function bind(
  cryptography: Binding,
  purpose: 'ledger.key' | 'ledger.head',
  text: string,
): Uint8Array {
  const [newest] = cryptography.blindIndexes(purpose, text)
  if (!newest) throw new Error('bind: no key generation is in use')
  return newest
}

const isBound = (
  { blindIndexes, isEqual }: Binding,
  purpose: 'ledger.key' | 'ledger.head',
  { text, keyedHash }: { readonly text: string; readonly keyedHash: Uint8Array | null },
): boolean =>
  keyedHash !== null && blindIndexes(purpose, text).some((known) => isEqual(known, keyedHash))

/** Returns the functions that bind the ledger's head to the secret. @throws where the runtime hashes asynchronously only. */
export function createLedgerGuard(
  cryptography: Binding & Pick<Cryptography, 'sha256'>,
): LedgerGuard {
  return {
    roll: createRoll((data) => {
      const hash = cryptography.sha256(data)
      if (hash instanceof Promise) throw new Error('roll: it must be hashed at once')
      return hash
    }),
    bind: (head) => bind(cryptography, 'ledger.head', headText(head)),
    isBound: (head) =>
      isBound(cryptography, 'ledger.head', { text: headText(head), keyedHash: head.keyedHash }),
  }
}

/** Returns the keyed hash that binds a signing key, in its current state, to the secret. */
export const bindKey = (key: Omit<SigningKey, 'privateJwk'>, cryptography: Binding): Uint8Array =>
  bind(cryptography, 'ledger.key', keyText(key))

/** Returns whether a signing key was written by a process that has the secret. */
export const isKeyBound = (
  key: Omit<StoredSigningKey, 'privateJwk'>,
  cryptography: Binding,
): boolean => isBound(cryptography, 'ledger.key', { text: keyText(key), keyedHash: key.keyedHash })
