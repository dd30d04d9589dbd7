import { WrongSecretError } from '../crypto/open-keys.ts'
import { DeletionListError } from '../deletions/deletion-list-error.ts'
import { BackupError } from './backup-error.ts'

/** How long a restore that was refused is not tried again, in milliseconds. */
const HELD_MS = 60_000

/** What stays as it is until an operator does something; an archive that did not answer may with the next request. */
const isRefusal = (error: unknown): boolean =>
  error instanceof BackupError ||
  error instanceof DeletionListError ||
  error instanceof WrongSecretError

/**
 * Makes a restore that for a minute answers with the refusal it has met, and then is tried again: every request to a site that
 * is not there asks for one, and each try reads, opens and checks the whole backup, seconds of paid time.
 *
 * @param restore whose `parts.clock` says when it is, milliseconds since 1970 UTC.
 */
export function holdRefusals<Parts extends { readonly clock: () => number }, Outcome>(
  restore: (parts: Parts) => Promise<Outcome>,
): (parts: Parts) => Promise<Outcome> {
  let refused: { readonly error: unknown; readonly atMs: number } | undefined
  return async function restoreUnlessHeld(parts) {
    const sinceMs = refused && parts.clock() - refused.atMs
    // Where the clock was set back since, nobody knows how long ago it was.
    if (sinceMs !== undefined && sinceMs >= 0 && sinceMs < HELD_MS) throw refused?.error
    try {
      return await restore(parts)
    } catch (error) {
      refused = isRefusal(error) ? { error, atMs: parts.clock() } : undefined
      throw error
    }
  }
}
