import type { RegisterName, RegisterResult } from '../../contract/index.ts'
import type { RegisterSelection, Store, StoredEntry } from '../../store/store.ts'
import { type Page, readListPage, type WantedPage } from '../lists/page.ts'
import { presentLine } from './register-line.ts'

/** A line's place in the order of time. */
export type LineKey = readonly [atMs: number, arrival: number]

const keyOf = ({ atMs, arrival }: StoredEntry): LineKey => [atMs, arrival]
const opposite = { newest: 'oldest', oldest: 'newest' } as const

/** A page of a register: its lines, and what it is a page of. */
export interface WantedLines extends WantedPage<LineKey> {
  readonly selection: RegisterSelection
  readonly order: 'newest' | 'oldest'
}

/** Reads one page of a register by time. */
export function readRegisterPage(
  store: Pick<Store, 'listRegister'>,
  { selection, order, ...page }: WantedLines,
): Promise<Page<StoredEntry, LineKey>> {
  return readListPage(page, keyOf, (after, limit, isBackward) =>
    store.listRegister(
      {
        ...selection,
        order: isBackward ? opposite[order] : order,
        ...(after && { after: { atMs: after[0], arrival: after[1] } }),
      },
      limit,
    ),
  )
}

/** Returns lines as the console shows them. */
export const presentLines = (rows: readonly StoredEntry[]): RegisterResult['lines'] =>
  rows.map(presentLine)

/** Returns an id, number or reference as it stands in a register, however it was typed. */
export function normaliseSearch(typed: string): string {
  if (/^[krd]-[2-9a-z]{8}$/i.test(typed)) return typed.toUpperCase()
  return /^[0-9a-f-]{36}$/i.test(typed) ? typed.toLowerCase() : typed
}

/** Lines per read. */
const LINES_PER_READ = 500

/** Yields the lines of a selection in the order of time, some hundred at a time. */
export async function* readSelection(
  store: Pick<Store, 'listRegister'>,
  selection: RegisterSelection,
): AsyncGenerator<readonly StoredEntry[]> {
  let entries: readonly StoredEntry[] = []
  do {
    const after = entries.at(-1)
    entries = await store.listRegister({ ...selection, order: 'oldest', after }, LINES_PER_READ)
    if (entries.length > 0) yield entries
  } while (entries.length === LINES_PER_READ)
}

/** Returns the current line of each thread of which some line is found by a number or reference. */
export async function findLatest(
  store: Pick<Store, 'listRegister' | 'readRegisterThread'>,
  register: RegisterName,
  search: string,
): Promise<readonly StoredEntry[]> {
  const threads = new Set<string>()
  for await (const entries of readSelection(store, { register, search }))
    for (const { thread } of entries) threads.add(thread)
  const latest: StoredEntry[] = []
  for (const thread of threads) {
    const last = (await store.readRegisterThread(register, thread)).at(-1)
    if (last) latest.push(last)
  }
  return latest
}
