import type { MeResult } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store, StoredEntry } from '../../store/store.ts'
import { DAY_MS } from '../calendar/day.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'

type Disclosure = MeResult['disclosures'][number]

/** Lines per read. */
const LINES_PER_READ = 500

interface DisclosureDeps {
  readonly store: Pick<Store, 'readDisclosures' | 'addRegisterEntry'>
  readonly cryptography: Cryptography
  readonly clock: () => number
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function parse(content: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

const isHidden = ({ content }: StoredEntry): boolean => {
  const { hiddenFromSubject } = parse(content)
  return hiddenFromSubject !== undefined && hiddenFromSubject !== false
}

function present({ content, atMs }: StoredEntry): Disclosure {
  const { recipient, ground, date } = parse(content)
  const day = textOf(date) || new Date(atMs).toISOString().slice(0, 10)
  return { date: day, recipient: textOf(recipient), ground: textOf(ground) }
}

/**
 * Records in the audit that a disclosure was hidden from its subject, by its thread only. Once a day: the line's id is
 * derived from disclosure and day, so repeated requests do not fill a register that is never erased.
 */
async function auditHidden(
  { thread }: StoredEntry,
  { store, cryptography, clock }: DisclosureDeps,
): Promise<void> {
  const dayMs = clock() - (clock() % DAY_MS)
  const digest = await cryptography.sha256(`hiding of the disclosure ${thread} on ${dayMs}`)
  const content = { action: 'disclosure.hide', subject: thread }
  const entry = await buildRegisterEntry(
    { register: 'audit', id: buildUuidV7(dayMs, digest), thread, content, actor: 'system' },
    { cryptography, clock },
  )
  await store.addRegisterEntry(entry)
}

/** Returns the current lines that name a person. */
async function readOwn(
  { store }: Pick<DisclosureDeps, 'store'>,
  refs: ReadonlySet<string>,
): Promise<readonly StoredEntry[]> {
  // By thread: a line may be corrected between two pages, and then its thread is found again.
  const own = new Map<string, StoredEntry>()
  let page: readonly StoredEntry[] = []
  do {
    page = await store.readDisclosures([...refs], page.at(-1)?.arrival ?? 0, LINES_PER_READ)
    for (const entry of page) own.set(entry.thread, entry)
  } while (page.length === LINES_PER_READ)
  return [...own.values()]
}

/**
 * Returns disclosures made about a person, by ids and references. The last line of a corrected one counts; one that the law
 * hides from the person is omitted, and that is audited (DI-05).
 */
export async function readDisclosures(
  deps: DisclosureDeps,
  refs: ReadonlySet<string>,
): Promise<readonly Disclosure[]> {
  const own = await readOwn(deps, refs)
  for (const entry of own.filter(isHidden)) await auditHidden(entry, deps)
  return own.filter((entry) => !isHidden(entry)).map(present)
}
