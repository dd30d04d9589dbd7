/** Values by which a list is sorted, up to one that is unique: a time and a number. */
export type ListKey = readonly (string | number)[]

/** Where a page begins: beside an item, on one side of it in the order of the list. */
export interface ListPlace<Key extends ListKey> {
  readonly key: Key
  readonly side: 'after' | 'before'
}

/** The page that is wanted. */
export interface WantedPage<Key extends ListKey> {
  readonly limit: number
  /** Default: the first page. */
  readonly place?: ListPlace<Key> | undefined
}

/** One page, with the places of its neighbours; `null` where there is none. */
export interface Page<Row, Key extends ListKey> {
  readonly rows: readonly Row[]
  readonly next: ListPlace<Key> | null
  readonly previous: ListPlace<Key> | null
}

/** Reads up to `limit` rows of a list. */
export type ReadRows<Key extends ListKey, Rows> = (
  /** The row after which to begin, in the direction of reading. Default: the first one. */
  after: Key | undefined,
  limit: number,
  /** Whether to read in the opposite order. */
  isBackward: boolean,
) => Promise<Rows>

/** Rows of a list whose store counts it with each read. */
interface Counted<Row> {
  readonly rows: readonly Row[]
  readonly total: number
}

/**
 * Reads one page of a list. A page begins beside an item and not after a number of items, so items that are added meanwhile
 * are neither shown twice nor skipped, and a late page costs no more than the first.
 *
 * @param keyOf the values by which a row is sorted.
 */
export async function readListPage<Row, Key extends ListKey>(
  { limit, place }: WantedPage<Key>,
  keyOf: (row: Row) => Key,
  read: ReadRows<Key, readonly Row[]>,
): Promise<Page<Row, Key>> {
  const isBackward = place?.side === 'before'
  // One more than are shown, to see whether there is a further page.
  const found = await read(place?.key, limit + 1, isBackward)
  const shown = found.slice(0, limit)
  const rows = isBackward ? shown.toReversed() : shown
  const [first, last] = [rows[0], rows.at(-1)]
  const hasMore = found.length > limit
  const hasNext = isBackward || hasMore
  const hasPrevious = isBackward ? hasMore : place !== undefined
  return {
    rows,
    next: hasNext && last !== undefined ? { key: keyOf(last), side: 'after' } : null,
    previous: hasPrevious && first !== undefined ? { key: keyOf(first), side: 'before' } : null,
  }
}

/** Reads one page of a list, and how many items the whole list has. */
export async function readCountedPage<Row, Key extends ListKey>(
  wanted: WantedPage<Key>,
  keyOf: (row: Row) => Key,
  read: ReadRows<Key, Counted<Row>>,
): Promise<{ readonly page: Page<Row, Key>; readonly total: number }> {
  let total = 0
  const page = await readListPage(wanted, keyOf, async (...asked) => {
    const counted = await read(...asked)
    total = counted.total
    return counted.rows
  })
  return { page, total }
}
