import type { RegisterName } from '../../contract/index.ts'
import type { PreparedMail, RegisterEntry, StoredEntry } from '../../store/store.ts'
import type { ByActor } from './acting.ts'
import { buildRegisterEntry } from './register-entry.ts'
import { contentOf, type RegisterDeps } from './register-line.ts'

/** How an entry is sent: see `actEntries`. */
export interface Act {
  readonly id?: string | undefined
  readonly after?: string | undefined
}

/** A line to be written. */
export interface NewLine {
  readonly register: RegisterName
  /** The facts of the line, as they are stored. */
  readonly content: object
  /** The thread that it corrects. Default: it begins a new one. */
  readonly thread?: string | undefined
  readonly act: Act
  /** A number that no other thread may have. Default: none. */
  readonly ownNumber?: string
  /** Mails about the line and further lines, written in the same commit. Default: none. */
  readonly mailsOf?: (entry: RegisterEntry) => Promise<readonly PreparedMail[]>
  readonly entriesOf?: (entry: RegisterEntry) => Promise<readonly RegisterEntry[]>
}

/** A line that is written down. */
export interface WrittenLine {
  readonly kind: 'written'
  readonly id: string
  readonly thread: string
  readonly at: string
  /** Its content as stored, which of a repeated entry is that of the first. */
  readonly content: object
}

/** Result of writing a line. Only `written` has one in the register. */
export type LineOutcome =
  | WrittenLine
  /** The id belongs to something else. */
  | { readonly kind: 'id_reused' }
  /** The number is another thread's. */
  | { readonly kind: 'taken' }
  /** Somebody else has added a line to the thread first. */
  | { readonly kind: 'changed'; readonly by: string; readonly at: string }

const iso = (ms: number): string => new Date(ms).toISOString()

const writtenAs = ({ id, thread, atMs, content }: RegisterEntry): WrittenLine => ({
  ...{ kind: 'written', id, thread, at: iso(atMs) },
  content: contentOf<object>({ content }),
})

/** Lines of a thread that are searched for one of them. */
const SEARCHED_AT_MOST = 100

/** Facts that the server works out at the moment of writing. */
const WORKED_OUT: readonly string[] = ['noticeDueOn']

/** Whether a line says what is to be written, apart from what was worked out. */
function saysTheSame({ content }: StoredEntry, facts: object): boolean {
  const stored = contentOf<Readonly<Record<string, unknown>>>({ content })
  return Object.entries(facts).every(
    ([key, value]) =>
      WORKED_OUT.includes(key) || JSON.stringify(stored[key]) === JSON.stringify(value),
  )
}

/** Returns the line that an earlier sending of the same entry has written. */
async function findRepeated(
  { register, act: { id }, thread = id, content }: NewLine,
  { store }: Pick<RegisterDeps, 'store'>,
): Promise<StoredEntry | undefined> {
  if (id === undefined) return undefined
  const found = await store.listRegister(
    { register, order: 'oldest', search: id },
    SEARCHED_AT_MOST,
  )
  const own = found.find((entry) => entry.id === id && entry.thread === thread)
  return own && saysTheSame(own, content) ? own : undefined
}

/**
 * Adds a line written by staff. The same entry sent again returns the line that the first has written, and neither mails nor
 * further lines are written twice.
 */
export async function writeLine(line: NewLine, deps: RegisterDeps & ByActor): Promise<LineOutcome> {
  const { register, content, thread, act, ownNumber } = line
  const before = await findRepeated(line, deps)
  if (before) return writtenAs(before)
  const given = { register, content, thread, id: act.id, actor: deps.actor }
  const entry = await buildRegisterEntry(given, deps)
  const further = {
    mails: (await line.mailsOf?.(entry)) ?? [],
    entries: (await line.entriesOf?.(entry)) ?? [],
  }
  const conditions = { lastId: act.after, ownNumber }
  const result = await deps.store.addRegisterEntry(entry, further, conditions)
  if (result === 'stored') return writtenAs(entry)
  if (result === 'taken') return { kind: 'taken' }
  if (result === 'overtaken') return findFirst(entry, deps)
  const same = await findRepeated(line, deps)
  return same ? writtenAs(same) : { kind: 'id_reused' }
}

/** Returns who was first. */
async function findFirst(
  { register, thread }: RegisterEntry,
  { store }: Pick<RegisterDeps, 'store'>,
): Promise<LineOutcome> {
  const last = (await store.readRegisterThread(register, thread)).at(-1)
  return { kind: 'changed', by: last?.actor ?? 'system', at: iso(last?.atMs ?? 0) }
}
