import type { ErrorCode, ErrorEnvelope, FieldProblem } from '../../contract/index.ts'

const TIMEOUT_MS = 20_000

/** Result of a request. `offline` covers unreachable and timed out, which browsers do not distinguish. */
export type Answer<T> =
  | { readonly kind: 'right'; readonly value: T }
  | {
      readonly kind: 'refused'
      readonly code: ErrorCode
      /** Problem of each wrong field, where fields are the cause. */
      readonly fields: Readonly<Record<string, FieldProblem>> | undefined
      /** Seconds to wait, where the server requires it. */
      readonly retryAfterSeconds: number | undefined
      /** Who acted first, where somebody did. */
      readonly first?: ErrorEnvelope['error']['first'] | undefined
      /** Number in the register of destructions of what was deleted. */
      readonly destruction?: string | undefined
    }
  | { readonly kind: 'offline' }

/** A request that was not carried out, or not known to be. */
export type Failure = Exclude<Answer<unknown>, { readonly kind: 'right' }>

type Method = 'GET' | 'POST' | 'DELETE'
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never
type Params<Address extends string> = [NamesIn<Address>] extends [never]
  ? unknown
  : { readonly params: Readonly<Record<NamesIn<Address>, string>> }
type Body<T> = [T] extends [never] ? unknown : { readonly body: T }
type Query<T> = [T] extends [never] ? unknown : { readonly query: T }
type Given<Address extends string, B, Q> = Params<Address> & Body<B> & Query<Q>

/** A call with what its address, body and query need; without an argument where they need nothing. */
type Call<Result, All> = unknown extends All
  ? () => Promise<Answer<Result>>
  : (given: All) => Promise<Answer<Result>>

interface AnyGiven {
  readonly params?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly query?: object
}

/** A call of which the address is known, and perhaps the body and the query. */
interface Definition<Address extends string, B = never, Q = never> {
  /** Names the type of the JSON body, as the operation table does. */
  takes<Named>(): Definition<Address, Named, Q>
  /** Type of the query; what is `undefined` is left out. */
  asks<Named extends object>(): Definition<Address, B, Named>
  /** Names the type of the answer, as the operation table does; `void` where there is none. */
  answers<Result>(): Call<Result, Given<Address, B, Q>>
}

/**
 * Defines a call of one operation of the server:
 * `to('POST /v1/admin/requests/{id}/answer').takes<AnswerBody>().answers<ClosingResult>()`.
 * A test compares method, address and names of types with the operation table.
 *
 * @returns a function that never throws: it resolves to an `Answer`.
 */
export function to<const Address extends `${Method} /v1/${string}`>(
  address: Address,
): Definition<Address> {
  const definition = {
    takes: () => definition,
    asks: () => definition,
    answers:
      () =>
      (given: AnyGiven = {}) =>
        ask(address, given),
  }
  return definition as unknown as Definition<Address>
}

const listeners = new Set<() => void>()

/** Calls a function whenever the server says that the session has ended. @returns stops it. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Returns an answer with another value, where it has one. */
export const mapAnswer = <T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> =>
  answer.kind === 'right' ? { kind: 'right', value: change(answer.value) } : answer

/** Returns the address with its parameters and query. */
export function fillAddress(path: string, { params = {}, query = {} }: AnyGiven): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, String(value))
  return search.size > 0 ? `${filled}?${search}` : filled
}

async function ask<T>(address: string, given: AnyGiven): Promise<Answer<T>> {
  const [method = 'GET', path = ''] = address.split(' ')
  const { body } = given
  try {
    const response = await fetch(fillAddress(path, given), {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    // Not validated: the contract defines each response, and the server belongs to the same build.
    if (response.status === 204) return { kind: 'right', value: undefined as T }
    if (response.ok) return { kind: 'right', value: (await response.json()) as T }
    return await readRefusal(response)
  } catch {
    return { kind: 'offline' }
  }
}

async function readRefusal(response: Response): Promise<Failure> {
  const retryAfter = response.headers.get('retry-after')
  const { error } = (await response.json()) as ErrorEnvelope
  if (error.code === 'not_signed_in') for (const listener of listeners) listener()
  return {
    kind: 'refused',
    code: error.code,
    fields: error.fields,
    first: error.first,
    destruction: error.destruction,
    retryAfterSeconds: retryAfter === null ? undefined : Number(retryAfter),
  }
}
