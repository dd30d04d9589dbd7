import { timingSafeEqual } from 'node:crypto'
import { checkSecret, deriveFingerprint, deriveUnboundFingerprint } from './derive.ts'

/** What a ring must know of a generation. */
export interface RingGeneration {
  /** Key id, 1 to 255. */
  readonly id: number
  readonly fingerprint: Uint8Array
  readonly retiredAtMs: number | null
}

/** The key generations of a database together with the secrets that this process was given. */
export interface KeyRing {
  /** Id of the generation in which is sealed: the newest that is not retired and whose secret is known. */
  newestId(): number
  /** Ids whose blind indexes may still be met, the newest first. */
  idsInUse(): readonly number[]
  /** The secret of a generation; `undefined` where it was not given. */
  secretOf(id: number): Uint8Array | undefined
  /** Takes over the generations as they stand now. */
  update(generations: readonly RingGeneration[]): void
  /** Ids of generations in use whose secret was not given. */
  unknownIds(): readonly number[]
}

const isEqual = (a: Uint8Array, b: Uint8Array) => a.length === b.length && timingSafeEqual(a, b)

/** The one of some secrets that a generation was made with. */
export const findSecret = (
  secrets: readonly Uint8Array[],
  { id, fingerprint }: Pick<RingGeneration, 'id' | 'fingerprint'>,
): Uint8Array | undefined =>
  secrets.find(
    (secret) =>
      isEqual(deriveFingerprint(secret, id), fingerprint) ||
      isEqual(deriveUnboundFingerprint(secret, id), fingerprint),
  )

/** Whether a generation says that the ledger is bound to the secret. `false` where its secret is not among these. */
export const isBoundGeneration = (
  secrets: readonly Uint8Array[],
  { id, fingerprint }: Pick<RingGeneration, 'id' | 'fingerprint'>,
): boolean => secrets.some((secret) => isEqual(deriveFingerprint(secret, id), fingerprint))

/**
 * @param secrets `KELISIM_SECRET` first, then those of `KELISIM_SECRET_PREVIOUS`; 32 bytes each.
 * @throws where a secret has another length.
 */
export function createKeyRing(
  secrets: readonly Uint8Array[],
  generations: readonly RingGeneration[],
): KeyRing {
  for (const secret of secrets) checkSecret(secret)
  // Copies: a caller that wipes its own must not change the keys that are derived later.
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
