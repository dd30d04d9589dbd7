import type { RegisterName } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { RegisterEntry } from '../../store/store.ts'
import { commitToEntry } from '../identifiers/commitment.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'

/** Content of a new register entry. */
export interface EntryContent {
  readonly register: RegisterName
  /** The thread it belongs to. Default: its own id, which begins a new thread. */
  readonly thread?: string | undefined
  /** Default: a new id. A given id is stored at most once; a second entry with it is a `duplicate`. */
  readonly id?: string | undefined
  /** Any JSON value; contains no names of persons. */
  readonly content: unknown
  /** The id of a member of staff, `subject` or `system`. */
  readonly actor: string
}

/** Builds a register entry with the commitment that the ledger seals. */
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
