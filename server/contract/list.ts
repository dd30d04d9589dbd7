import * as v from 'valibot'
import { patternText, trimmedText } from './bounded.ts'
import { PERSONAL_PROBLEM } from './registers/impersonal.ts'
import { isSearchable } from './typed/personal.ts'
import { count, day } from './words.ts'

/** Maximum items of one page. */
export const LISTED_AT_MOST = 100
/** Items of a page where no limit is sent. */
const LISTED_BY_DEFAULT = '50'
/** Maximum that `total` counts to: a list with more says so. */
export const COUNTED_AT_MOST = 100_000

/**
 * Query parameters of a list: page, order and period. Further ones, such as a state, stand beside them.
 *
 * @param orders the first one is the default.
 */
export const listEntries = <const Order extends string>(
  orders: readonly [Order, ...(readonly Order[])],
) => ({
  /** Items of one page, 1 to 100. Default 50. */
  limit: v.optional(patternText(/^(?:[1-9]\d?|100)$/, 'limit', 3), LISTED_BY_DEFAULT),
  /** `next` or `previous` of another page of the same list. Default: the first page. */
  cursor: v.optional(patternText(/^[A-Za-z0-9_-]+$/, 'cursor', 300)),
  order: v.optional(v.picklist(orders), orders[0]),
  /** First and last day, inclusive, in the site's time zone. Default: without end. */
  from: v.optional(day),
  to: v.optional(day),
})

/**
 * Query parameter of a list that can be searched: an id, a number or a reference, as a whole. Addresses stand in histories
 * and in the logs of proxies, so what looks like personal data is rejected with the problem `personal`.
 */
export const searchEntry = {
  search: v.optional(v.pipe(trimmedText(100), v.check(isSearchable, PERSONAL_PROBLEM))),
}

/** What each parameter of `listEntries` means, for the interface document. */
export const listMeans = {
  limit: 'Items of one page, 1 to 100.',
  cursor: '`next` or `previous` of another page of the same list.',
  order: 'Which item stands first.',
  from: 'First day, in the site’s time zone.',
  to: 'Last day, inclusive.',
} as const
export const searchMeans = {
  search:
    'An id, a number or a reference, as a whole. Email addresses, phone numbers and IINs are rejected: an address is written into logs.',
} as const

/** Facts of every list, beside its items. */
export const listFacts = {
  /** Cursor of the next page; `null` at the end. Items that are added meanwhile move no page. */
  next: v.nullable(v.string()),
  /** Cursor of the page before; `null` at the beginning. */
  previous: v.nullable(v.string()),
  /** Items of the whole list, by the same filters; at most 100,000. */
  total: count,
  /** Whether there are more than `total`. */
  isTotalLeast: v.boolean(),
}
const listed = v.object(listFacts)
/** Facts of every list, beside its items. */
export type ListFacts = Readonly<v.InferOutput<typeof listed>>
