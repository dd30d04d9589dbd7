import { hash as hashOnce } from 'node:crypto'
import type { Cryptography } from '../crypto/cryptography.ts'
import { verifyJws } from '../crypto/jws.ts'
import { createKeyRing, isBoundGeneration } from '../crypto/key-ring.ts'
import { createRingCryptography } from '../crypto/node.ts'
import type { PublicKey } from '../crypto/signer.ts'
import { createLedgerGuard, isKeyBound } from '../domain/ledger/head.ts'
import { type VerifyResult, type VerifyTools, verifyLedger } from '../domain/ledger/verify.ts'
import type { LedgerProblem } from '../domain/ledger/verify-rows.ts'
import type { LedgerSnapshot, StoredSigningKey } from '../store/store.ts'

/** Returns the SHA-256 in hex. */
export const hashNow = (data: string | Uint8Array): string => hashOnce('sha256', data)

/** The keys that the secrets open. */
interface Opened {
  readonly cryptography: Cryptography
  /** Whether the database is marked as bound to the secret. */
  readonly isBound: boolean
}

/** Opens the keys of a database where the secret of each generation is given. */
async function openKeys(
  snapshot: LedgerSnapshot,
  secrets: readonly Uint8Array[],
): Promise<Opened | undefined> {
  const generations = await snapshot.keyGenerations()
  const ring = createKeyRing(secrets, generations)
  const isKnown = ring.idsInUse().length > 0 && ring.unknownIds().length === 0
  if (!isKnown) return undefined
  const isBound = generations.some(
    (generation) => generation.retiredAtMs === null && isBoundGeneration(secrets, generation),
  )
  return { cryptography: createRingCryptography(ring), isBound }
}

const createOpenName =
  ({ open }: Cryptography): NonNullable<VerifyTools['openName']> =>
  (recordId, sealed) => {
    const name = open('consents.name', recordId, sealed)
    if (typeof name !== 'string') throw new Error('open a name: must be synchronous')
    return name
  }

/** Returns a signature check by the database's keys: with the secret, only by keys that are bound to it. */
async function createReadSignature(
  snapshot: LedgerSnapshot,
  isTrusted: (key: Omit<StoredSigningKey, 'privateJwk'>) => boolean,
): Promise<VerifyTools['readSignature']> {
  const keys = (await snapshot.signingKeys()).filter(isTrusted).flatMap(({ publicJwk }) => {
    try {
      return [JSON.parse(publicJwk) as PublicKey]
    } catch {
      return []
    }
  })
  return (signature) => {
    const verified = verifyJws(signature, 'checkpoint', keys)
    return verified.kind === 'valid' ? verified.payload : undefined
  }
}

/** Evidence besides the database. */
export interface AtHand extends Pick<VerifyTools, 'published' | 'openName'> {
  /** `KELISIM_SECRET` and earlier ones. */
  readonly secrets?: readonly Uint8Array[]
  /** Open keys, instead of secrets. */
  readonly cryptography?: Cryptography
}

/** Result of a verification, and what it was checked with. */
export interface DatabaseVerification extends VerifyResult {
  readonly isNamesChecked: boolean
  /**
   * `checked`: keys and the end of the ledger are bound to the secret. `missing`: no secret was given. `wrong`: it is not
   * this database's. `not_bound`: no server that binds them has opened this database yet.
   */
  readonly secret: 'checked' | 'missing' | 'wrong' | 'not_bound'
}

/** Returns a problem as a line for the operator, without its id: whoever wrote to the database may have chosen the id. */
export const tellProblem = ({ part, number, what }: LedgerProblem): string =>
  `${part}${number === undefined ? '' : ` ${number}`}: ${what}`

/**
 * Verifies a ledger. Waits for nothing but the snapshot.
 *
 * @param atHand further evidence. Without all secrets, neither names nor the binding to the secret are checked.
 * @throws the driver's error where a table is not as expected; the message contains no data.
 */
export async function verifySnapshot(
  snapshot: LedgerSnapshot,
  { secrets = [], cryptography, published, openName }: AtHand = {},
): Promise<DatabaseVerification> {
  const opened = cryptography ? { cryptography, isBound: true } : await openKeys(snapshot, secrets)
  const bound = opened?.isBound ? opened.cryptography : undefined
  const names = openName ?? (opened && createOpenName(opened.cryptography))
  const result = await verifyLedger(snapshot, {
    ...(published && { published }),
    openName: names,
    hash: hashNow,
    readSignature: await createReadSignature(snapshot, (key) => !bound || isKeyBound(key, bound)),
    binding: bound && {
      guard: createLedgerGuard(bound),
      isKeyBound: (key) => isKeyBound(key, bound),
    },
  })
  const withoutKeys = secrets.length > 0 ? 'wrong' : 'missing'
  const withKeys = bound ? 'checked' : 'not_bound'
  return {
    ...result,
    isNamesChecked: names !== undefined,
    secret: opened ? withKeys : withoutKeys,
  }
}
