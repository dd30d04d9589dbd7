import type { RegisterName } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { RegisterEntry } from '../../store/store.ts'
import { commitToEntry } from '../identifiers/commitment.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'

/** What a new line of a register says. */
export interface EntryContent {
  readonly register: RegisterName
  /** What the line is about. Default: the line's own id, where it begins a thread. */
  readonly thread?: string
  /** Default: a new one. A given one is written at most once: the second line with it is a `duplicate`. */
  readonly id?: string
  /** Anything that JSON can hold; names no person. */
  readonly content: unknown
  /** `administrator`, `subject` or `system`. */
  readonly actor: string
}

/** Makes a line of a register, with the commitment that the ledger seals. */
export async function buildRegisterEntry(
  { register, thread, content, actor, id: given }: EntryContent,
  { cryptography, clock }: { readonly cryptography: Cryptography; readonly clock: () => number },
): Promise<RegisterEntry> {
  const atMs = clock()
  const id = given ?? buildUuidV7(atMs, cryptography.randomBytes(10))
  const entry = {
    id,
    register,
    thread: thread ?? id,
    content: JSON.stringify(content),
    actor,
    atMs,
  }
  return { ...entry, commitment: await commitToEntry(entry, cryptography) }
}
