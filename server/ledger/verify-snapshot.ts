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

/** SHA-256 in hex. */
export const hashNow = (data: string | Uint8Array): string => hashOnce('sha256', data)

/** What the secrets open. */
interface Opened {
  readonly cryptography: Cryptography
  /** Whether the database says that its ledger is bound to the secret. */
  readonly isBound: boolean
}

/** The keys of a database, where each generation's secret is there. */
function openKeys(snapshot: LedgerSnapshot, secrets: readonly Uint8Array[]): Opened | undefined {
  const generations = [...snapshot.keyGenerations()]
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
    if (typeof name !== 'string') throw new Error('open a name: it must be opened at once')
    return name
  }

/** Checks signatures by the keys of the database: with the secret only by those that are bound to it. */
function createReadSignature(
  snapshot: LedgerSnapshot,
  isTrusted: (key: Omit<StoredSigningKey, 'privateJwk'>) => boolean,
): VerifyTools['readSignature'] {
  const keys = [...snapshot.signingKeys()].filter(isTrusted).flatMap(({ publicJwk }) => {
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

/** What may be at hand besides the database. */
export interface AtHand extends Pick<VerifyTools, 'published' | 'openName'> {
  /** `KELISIM_SECRET` and those of before. */
  readonly secrets?: readonly Uint8Array[]
  /** In the place of secrets, where keys are at hand already. */
  readonly cryptography?: Cryptography
}

/** What was found, and with what it was checked. */
export interface DatabaseVerification extends VerifyResult {
  readonly isNamesChecked: boolean
  /**
   * `checked`: keys and the end of the ledger are bound to the secret. `missing`: no secret was at hand. `wrong`: it is not this
   * database's. `not_bound`: no server that binds them has opened this database yet.
   */
  readonly secret: 'checked' | 'missing' | 'wrong' | 'not_bound'
}

/** A problem as a line for the operator. Its id is left out: it may be anybody's who wrote into the database. */
export const tellProblem = ({ part, number, what }: LedgerProblem): string =>
  `${part}${number === undefined ? '' : ` ${number}`}: ${what}`

/**
 * Verifies a ledger, at once.
 *
 * @param atHand what it is held against. Without all secrets neither names nor the binding to the secret are checked.
 * @throws the driver's error where a table is not as it should be; it names no data.
 */
export function verifySnapshot(
  snapshot: LedgerSnapshot,
  { secrets = [], cryptography, published, openName }: AtHand = {},
): DatabaseVerification {
  const opened = cryptography ? { cryptography, isBound: true } : openKeys(snapshot, secrets)
  const bound = opened?.isBound ? opened.cryptography : undefined
  const names = openName ?? (opened && createOpenName(opened.cryptography))
  const result = verifyLedger(snapshot, {
    ...(published && { published }),
    openName: names,
    hash: hashNow,
    readSignature: createReadSignature(snapshot, (key) => !bound || isKeyBound(key, bound)),
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
