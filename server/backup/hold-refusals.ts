import { WrongSecretError } from '../crypto/open-keys.ts'
import { DeletionListError } from '../deletions/deletion-list-error.ts'
import { BackupError } from './backup-error.ts'

/** How long a refused restore is not retried, in milliseconds. */
const HELD_MS = 60_000

/** Errors that persist until an operator acts; an unreachable archive may work for the next request. */
const isRefusal = (error: unknown): boolean =>
  error instanceof BackupError ||
  error instanceof DeletionListError ||
  error instanceof WrongSecretError

/**
 * Wraps a restore so that it repeats a refusal for a minute before it tries again. Every request to a missing site asks for a
 * restore, and each attempt reads, decrypts and checks the whole backup, which costs seconds of paid time.
 *
 * @param restore whose `parts.clock` returns milliseconds since 1970 UTC.
 */
export function holdRefusals<Parts extends { readonly clock: () => number }, Outcome>(
  restore: (parts: Parts) => Promise<Outcome>,
): (parts: Parts) => Promise<Outcome> {
  let refused: { readonly error: unknown; readonly atMs: number } | undefined
  return async function restoreUnlessHeld(parts) {
    const sinceMs = refused && parts.clock() - refused.atMs
    // If the clock was set back since, the age of the refusal is unknown.
    if (sinceMs !== undefined && sinceMs >= 0 && sinceMs < HELD_MS) throw refused?.error
    try {
      return await restore(parts)
    } catch (error) {
      refused = isRefusal(error) ? { error, atMs: parts.clock() } : undefined
      throw error
    }
  }
}
