import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ResealedValue, SealedField, SealedValue, Store } from '../../store/store.ts'
import { rebindAll } from '../ledger/take-over.ts'

/** Values read and written at a time: a batch keeps other writes waiting for some milliseconds. */
const VALUES_PER_BATCH = 200

/** Every column that holds sealed values. Missing one is an error of types. */
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
  'mail.recipient': true,
  'mail.content': true,
  'signing.key': true,
} satisfies Record<SealedField, true>) as readonly SealedField[]

/** A value that could not be opened, by its place. */
export interface UnopenedValue {
  readonly field: SealedField
  readonly rowId: string
  /** `key_unknown` or `altered`. */
  readonly code: string
}

/** What a change of keys has come to. */
export interface RotationResult {
  readonly resealedCount: number
  /** Left as they were. As long as there are any, no generation is retired. */
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
  /** Resolves when every running server has surely seen the newest generation. */
  readonly untilSeenByAll: () => Promise<void>
}

/** Every sealed value of the database, column by column, in batches. */
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

/** The error's code; anything else is no error of a value and goes on to the caller. */
function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'SealError' && 'code' in error)
    return String(error.code)
  throw error
}

async function resealOne(
  cryptography: RotationDeps['cryptography'],
  value: SealedValue,
): Promise<ResealedValue | UnopenedValue> {
  const { rowId } = value
  try {
    const text = await cryptography.open(value.field, rowId, value.value)
    const resealed = await cryptography.seal(value.field, rowId, text)
    if (value.field !== 'messages.email') return { ...value, resealed }
    const index = cryptography.blindIndexes('messages.email', text.toLowerCase())[0]
    return { ...value, resealed, ...(index && { index }) }
  } catch (error) {
    return { field: value.field, rowId, code: codeOf(error) }
  }
}

/** Seals anew whatever is not sealed under the newest generation. */
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

/** How many values are not sealed under a generation. */
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
 * Seals every value of the database under the newest key generation and retires the others, while servers go on serving.
 * Cut off anywhere, it is simply begun anew: what is done already is passed over.
 *
 * A server that has not seen the newest generation yet still seals under the one before. So the values are gone through
 * once, then again after every server has seen it, until a whole pass finds nothing.
 */
export async function rotateKeys(deps: RotationDeps): Promise<RotationResult> {
  const { store, clock } = deps
  const inUse = (await store.readKeyGenerations()).filter(({ retiredAtMs }) => retiredAtMs === null)
  const newestId = Math.max(...inUse.map(({ id }) => id))
  let { resealedCount } = await resealAll(deps, newestId)
  await deps.untilSeenByAll()
  for (;;) {
    const pass = await resealAll(deps, newestId)
    resealedCount += pass.resealedCount
    if (pass.unopened.length > 0) return { resealedCount, unopened: pass.unopened, retiredIds: [] }
    if (pass.resealedCount === 0) break
  }
  // A generation that is retired binds nothing any more.
  await rebindAll(deps)
  const retiredIds = inUse.map(({ id }) => id).filter((id) => id !== newestId)
  for (const id of retiredIds) await store.retireKeyGeneration(id, clock())
  return { resealedCount, unopened: [], retiredIds }
}
