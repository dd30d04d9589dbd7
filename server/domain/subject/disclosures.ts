import type { MeResult } from '../../contract/index.ts'
import type { Store, StoredEntry } from '../../store/store.ts'

/** Lines read at once. */
const LINES_PER_READ = 500

type Disclosure = MeResult['disclosures'][number]

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function parse(content: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** A line as its subject may see it; nothing of one that is about others, or that the law hides from them (DI-05). */
function readDisclosure(entry: StoredEntry, refs: ReadonlySet<string>): readonly Disclosure[] {
  const { subjects, recipient, ground, date, hiddenFromSubject } = parse(entry.content)
  const isAbout = Array.isArray(subjects) && subjects.some((subject) => refs.has(subject))
  if (!isAbout || (hiddenFromSubject !== undefined && hiddenFromSubject !== false)) return []
  const day = textOf(date) || new Date(entry.atMs).toISOString().slice(0, 10)
  return [{ date: day, recipient: textOf(recipient), ground: textOf(ground) }]
}

/** Disclosures made about a person, by ids and references. Of a corrected one, its last line counts. */
export async function readDisclosures(
  store: Pick<Store, 'readRegister'>,
  refs: ReadonlySet<string>,
): Promise<readonly Disclosure[]> {
  const latest = new Map<string, StoredEntry>()
  for (let afterSeq = 0; ; ) {
    const entries = await store.readRegister('disclosures', afterSeq, LINES_PER_READ)
    for (const entry of entries) latest.set(entry.thread, entry)
    const last = entries.at(-1)
    if (last === undefined || entries.length < LINES_PER_READ) break
    afterSeq = last.seq
  }
  return [...latest.values()].flatMap((entry) => readDisclosure(entry, refs))
}
