import type { ListFacts } from '../../contract/list.ts'
import { COUNTED_AT_MOST } from '../../contract/list.ts'
import { addDays, dayStartMs } from '../../domain/calendar/day.ts'
import { toBase64Url } from '../../domain/identifiers/base64url.ts'
import type { ListKey, ListPlace, Page, WantedPage } from '../../domain/lists/page.ts'
import { ApiError } from '../answering/api-error.ts'
import type { Problems } from './check.ts'

type SiteDeps = { readonly site: { readonly timeZone: string } }

/** First and last day, inclusive. Default: without end. */
interface DayRange {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** First moment of a period, and the first after it, in milliseconds since 1970 UTC. Default: without end. */
export interface Period {
  readonly fromMs?: number
  readonly beforeMs?: number
}

/** A query as `listEntries` has checked it. */
interface ListQuery extends DayRange {
  readonly limit: string
  readonly cursor?: string | undefined
  readonly order: string
}

/** Types of the values of a list's key, in order. */
type KeyTypes<Key extends ListKey> = {
  readonly [Index in keyof Key]: Key[Index] extends number ? 'number' : 'string'
}

/** The part of a list that a query asks for. */
export type WantedList<Key extends ListKey> = WantedPage<Key> & Period

/** Returns the days of the site's time zone as moments. */
const periodOf = ({ from, to }: DayRange, { site }: SiteDeps): Period => ({
  ...(from !== undefined && { fromMs: dayStartMs(from, site.timeZone) }),
  ...(to !== undefined && { beforeMs: dayStartMs(addDays(to, 1), site.timeZone) }),
})

const problemsOf = ({ from, to }: DayRange): Problems =>
  from !== undefined && to !== undefined && from > to ? { to: 'reversed' } : {}

function refuse(fields: Problems): void {
  if (Object.keys(fields).length > 0) throw new ApiError('invalid_query', { fields })
}

/** Reads a period of days. @throws {ApiError} `invalid_query` where it ends before it begins. */
export function readPeriod(range: DayRange, deps: SiteDeps): Period {
  refuse(problemsOf(range))
  return periodOf(range, deps)
}

/** Opaque to clients. Contains the order, since a place in one order is none in another. */
const writeCursor = <Key extends ListKey>({ key, side }: ListPlace<Key>, order: string): string =>
  toBase64Url(new TextEncoder().encode(JSON.stringify([order, side, ...key])))

function parseCursor(cursor: string): readonly unknown[] {
  try {
    const bytes = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (one) => one.charCodeAt(0)))
    const parts: unknown = JSON.parse(text)
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

/** Returns the place that a cursor names, or `undefined` where it is none of this list. */
function readCursor<Key extends ListKey>(
  cursor: string,
  order: string,
  types: KeyTypes<Key>,
): ListPlace<Key> | undefined {
  const [ofOrder, side, ...key] = parseCursor(cursor)
  const isKey =
    key.length === types.length && key.every((part, index) => typeof part === types[index])
  if (ofOrder !== order || (side !== 'after' && side !== 'before') || !isKey) return undefined
  // Its length and types were compared above.
  return { key: key as unknown as Key, side }
}

/**
 * Reads what a query asks of a list.
 *
 * @param types of the values by which the list is sorted.
 * @throws {ApiError} `invalid_query`: a cursor of another list, or a period that ends before it begins.
 */
export function readList<const Key extends ListKey>(
  query: ListQuery,
  types: KeyTypes<Key>,
  deps: SiteDeps,
): WantedList<Key> {
  const { limit, cursor, order } = query
  const place = cursor === undefined ? undefined : readCursor<Key>(cursor, order, types)
  refuse({
    ...(cursor !== undefined && !place && { cursor: 'invalid' as const }),
    ...problemsOf(query),
  })
  return { limit: Number(limit), ...(place && { place }), ...periodOf(query, deps) }
}

/**
 * Returns the facts that stand beside the items of a list.
 *
 * @param counted as many as there are, at most `COUNTED_AT_MOST + 1`.
 */
export const describeList = <Row, Key extends ListKey>(
  { next, previous }: Page<Row, Key>,
  { order }: Pick<ListQuery, 'order'>,
  counted: number,
): ListFacts => ({
  next: next && writeCursor(next, order),
  previous: previous && writeCursor(previous, order),
  total: Math.min(counted, COUNTED_AT_MOST),
  isTotalLeast: counted > COUNTED_AT_MOST,
})
