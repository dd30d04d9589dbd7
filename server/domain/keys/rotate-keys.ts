import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ResealedValue, SealedField, SealedValue, Store } from '../../store/store.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { rebindAll } from '../ledger/take-over.ts'

/** Values per batch. A batch blocks other writes for some milliseconds. */
const VALUES_PER_BATCH = 200

/** All columns with encrypted values. A missing one is a type error. */
const fields = Object.keys({
  'visits.address': true,
  'visits.key': true,
  'messages.name': true,
  'messages.email': true,
  'messages.phone': true,
  'messages.message': true,
  'consents.name': true,
  'requests.name': true,
  'requests.email': true,
  'requests.text': true,
  'requests.answer': true,
  'erasure.act': true,
  'mail.recipient': true,
  'mail.content': true,
  'signing.key': true,
  'accounts.name': true,
  'accounts.email': true,
  'accounts.totp': true,
  'invitations.email': true,
} satisfies Record<SealedField, true>) as readonly SealedField[]

/** Position of a value that could not be decrypted. */
export interface UnopenedValue {
  readonly field: SealedField
  readonly rowId: string
  /** `key_unknown` or `altered`. */
  readonly code: string
}

/** Result of a key rotation. */
export interface RotationResult {
  readonly resealedCount: number
  /** Left unchanged. While there are any, no generation is retired. */
  readonly unopened: readonly UnopenedValue[]
  readonly retiredIds: readonly number[]
}

export interface RotationDeps {
  readonly store: Pick<
    Store,
    | 'readKeyGenerations'
    | 'retireKeyGeneration'
    | 'readSealedValues'
    | 'resealValues'
    | 'rebindLedger'
    | 'readSigningKeys'
    | 'bindSigningKeys'
  >
  readonly cryptography: Pick<Cryptography, 'seal' | 'open' | 'blindIndexes' | 'isEqual'>
  readonly clock: () => number
  /** Resolves once every running server has read the newest generation. */
  readonly untilSeenByAll: () => Promise<void>
}

/** Yields every encrypted value of the database, column by column, in batches. */
async function* readAll(store: RotationDeps['store']): AsyncGenerator<readonly SealedValue[]> {
  for (const field of fields) {
    let afterKey: readonly string[] | null = null
    for (;;) {
      const values: readonly SealedValue[] = await store.readSealedValues(
        field,
        afterKey,
        VALUES_PER_BATCH,
      )
      if (values.length > 0) yield values
      if (values.length < VALUES_PER_BATCH) break
      afterKey = values.at(-1)?.key ?? null
    }
  }
}

const isUnder = ({ value }: SealedValue, keyId: number) => value[0] === keyId

/** Returns the error's code. Any other error is rethrown, since it is not about a value. */
function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'SealError' && 'code' in error)
    return String(error.code)
  throw error
}

/** Returns the blind index that is kept beside an address; none beside another value. */
function indexOf(
  field: SealedField,
  text: string,
  cryptography: RotationDeps['cryptography'],
): Uint8Array | undefined {
  if (field === 'accounts.email') return indexEmail(field, text, cryptography)[0]
  const isOfPerson = field === 'messages.email' || field === 'requests.email'
  return isOfPerson ? indexEmail('messages.email', text, cryptography)[0] : undefined
}

async function resealOne(
  cryptography: RotationDeps['cryptography'],
  value: SealedValue,
): Promise<ResealedValue | UnopenedValue> {
  const { rowId } = value
  try {
    const text = await cryptography.open(value.field, rowId, value.value)
    const resealed = await cryptography.seal(value.field, rowId, text)
    const index = indexOf(value.field, text, cryptography)
    return { ...value, resealed, ...(index && { index }) }
  } catch (error) {
    return { field: value.field, rowId, code: codeOf(error) }
  }
}

/** Re-encrypts every value that is not encrypted under the newest generation. */
async function resealAll({ store, cryptography }: RotationDeps, newestId: number) {
  let resealedCount = 0
  const unopened: UnopenedValue[] = []
  for await (const values of readAll(store)) {
    const old = values.filter((value) => !isUnder(value, newestId))
    if (old.length === 0) continue
    const done = await Promise.all(old.map((value) => resealOne(cryptography, value)))
    const resealed = done.filter((one) => 'resealed' in one)
    unopened.push(...done.filter((one) => 'code' in one))
    await store.resealValues(resealed)
    resealedCount += resealed.length
  }
  return { resealedCount, unopened }
}

/** Counts the values that are not encrypted under a generation. */
export async function countSealedOtherwise(
  store: RotationDeps['store'],
  keyId: number,
): Promise<number> {
  let count = 0
  for await (const values of readAll(store))
    count += values.filter((value) => !isUnder(value, keyId)).length
  return count
}

/**
 * Re-encrypts every value of the database under the newest key generation and retires the others, while servers keep running.
 * It can be interrupted anywhere and restarted: finished values are skipped.
 *
 * A server that has not read the newest generation yet encrypts under the previous one, and finds nothing by an index of the
 * newest. So nothing is changed before every server has read it. What was still being written by then is found by the next
 * pass: there is one until a whole pass finds nothing.
 */
export async function rotateKeys(deps: RotationDeps): Promise<RotationResult> {
  const { store, clock } = deps
  const inUse = (await store.readKeyGenerations()).filter(({ retiredAtMs }) => retiredAtMs === null)
  const newestId = Math.max(...inUse.map(({ id }) => id))
  await deps.untilSeenByAll()
  let resealedCount = 0
  for (;;) {
    const pass = await resealAll(deps, newestId)
    resealedCount += pass.resealedCount
    if (pass.unopened.length > 0) return { resealedCount, unopened: pass.unopened, retiredIds: [] }
    if (pass.resealedCount === 0) break
  }
  // Bindings by a retired generation can no longer be checked.
  await rebindAll(deps)
  const retiredIds = inUse.map(({ id }) => id).filter((id) => id !== newestId)
  for (const id of retiredIds) await store.retireKeyGeneration(id, clock())
  return { resealedCount, unopened: [], retiredIds }
}
