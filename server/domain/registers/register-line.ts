import type { SiteConfig } from '../../config/site/site-config.ts'
import type { RegisterName, RegisterResult } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store, StoredEntry } from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'

/** Dependencies for reading and writing registers. */
export interface RegisterDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: SiteConfig
}

/** Lines per read. */
const LINES_PER_READ = 500

/** Parses the content of a line. `T` is the type that the register's schema accepted when it was written. */
export const contentOf = <T>({ content }: Pick<StoredEntry, 'content'>): T => JSON.parse(content)

/** Returns a line as the console shows it. */
export const presentLine = (entry: StoredEntry): RegisterResult['lines'][number] => ({
  seq: entry.arrival,
  id: entry.id,
  thread: entry.thread,
  at: new Date(entry.atMs).toISOString(),
  actor: entry.actor,
  content: contentOf(entry),
})

/** Yields every line of a register in the order of writing, page by page. */
export async function* readLines(
  store: Pick<Store, 'readRegister'>,
  register: RegisterName,
): AsyncGenerator<readonly StoredEntry[]> {
  let entries: readonly StoredEntry[] = []
  let after = 0
  do {
    entries = await store.readRegister(register, after, LINES_PER_READ)
    if (entries.length > 0) yield entries
    after = entries.at(-1)?.arrival ?? 0
  } while (entries.length === LINES_PER_READ)
}

/** Returns the current line of each thread: its last one. */
export async function readLatest(
  store: Pick<Store, 'readRegister'>,
  register: RegisterName,
): Promise<readonly StoredEntry[]> {
  const latest = new Map<string, StoredEntry>()
  for await (const entries of readLines(store, register))
    for (const entry of entries) latest.set(entry.thread, entry)
  return [...latest.values()]
}

/** Returns today in the site's time zone. */
export const todayOf = ({ clock, site }: Pick<RegisterDeps, 'clock' | 'site'>): string =>
  dayOf(clock(), site.timeZone)
