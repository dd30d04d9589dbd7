import { timingSafeEqual } from 'node:crypto'
import { checkSecret, deriveFingerprint, deriveUnboundFingerprint } from './derive.ts'

/** The facts about a generation that a ring needs. */
export interface RingGeneration {
  /** Key id, 1 to 255. */
  readonly id: number
  readonly fingerprint: Uint8Array
  readonly retiredAtMs: number | null
}

/** The key generations of a database with the secrets configured for this process. */
export interface KeyRing {
  /** Returns the id of the generation used to encrypt: the newest that is not retired and whose secret is known. */
  newestId(): number
  /** Returns the ids whose blind indexes may still be stored, newest first. */
  idsInUse(): readonly number[]
  /** Returns the secret of a generation; `undefined` where it is not configured. */
  secretOf(id: number): Uint8Array | undefined
  /** Replaces the generations with the current ones. */
  update(generations: readonly RingGeneration[]): void
  /** Returns the ids of generations in use whose secret is not configured. */
  unknownIds(): readonly number[]
}

const isEqual = (a: Uint8Array, b: Uint8Array) => a.length === b.length && timingSafeEqual(a, b)

/** Returns the secret that a generation was created with, out of the given ones. */
export const findSecret = (
  secrets: readonly Uint8Array[],
  { id, fingerprint }: Pick<RingGeneration, 'id' | 'fingerprint'>,
): Uint8Array | undefined =>
  secrets.find(
    (secret) =>
      isEqual(deriveFingerprint(secret, id), fingerprint) ||
      isEqual(deriveUnboundFingerprint(secret, id), fingerprint),
  )

/** Returns whether a generation marks the ledger as bound to the secret; `false` where its secret is not among these. */
export const isBoundGeneration = (
  secrets: readonly Uint8Array[],
  { id, fingerprint }: Pick<RingGeneration, 'id' | 'fingerprint'>,
): boolean => secrets.some((secret) => isEqual(deriveFingerprint(secret, id), fingerprint))

/**
 * Creates a key ring without generations.
 *
 * @param secrets `KELISIM_SECRET` first, then those of `KELISIM_SECRET_PREVIOUS`; 32 bytes each.
 * @throws where a secret has another length.
 */
export function createKeyRing(
  secrets: readonly Uint8Array[],
  generations: readonly RingGeneration[],
): KeyRing {
  for (const secret of secrets) checkSecret(secret)
  // Copies, since a caller that wipes its own would change keys derived later.
  const own = secrets.map((secret) => Uint8Array.from(secret))
  let known = new Map<number, Uint8Array>()
  let inUse: readonly number[] = []
  let unknown: readonly number[] = []

  function update(next: readonly RingGeneration[]) {
    known = new Map(
      next.flatMap((generation) => {
        const secret = findSecret(own, generation)
        return secret ? [[generation.id, secret] as const] : []
      }),
    )
    const current = next
      .filter(({ retiredAtMs }) => retiredAtMs === null)
      .map(({ id }) => id)
      .sort((a, b) => b - a)
    inUse = current.filter((id) => known.has(id))
    unknown = current.filter((id) => !known.has(id))
  }
  update(generations)

  return {
    newestId() {
      const id = inUse[0]
      if (id === undefined) throw new Error('keys: no generation in use has a known secret')
      return id
    },
    idsInUse: () => inUse,
    secretOf: (id) => known.get(id),
    update,
    unknownIds: () => unknown,
  }
}
