import type { Deps } from '../../deps.ts'

/** Up to a second, in steps of four milliseconds. */
const STEP_MS = 4

/**
 * Does something after the answer has gone out, at a moment that nobody can foretell: so neither this answer nor the next
 * one takes longer where there was something to do. A failure is logged by its kind alone.
 */
export function sendLater(
  { cryptography, log }: Pick<Deps, 'cryptography' | 'log'>,
  send: () => Promise<void>,
): void {
  const [random = 0] = cryptography.randomBytes(1)
  setTimeout(() => {
    send().catch((error: unknown) => logMailFailure({ log }, error))
  }, STEP_MS * random)
}

/** Logs that a mail could not be put on its way: never to whom, nor what it said. */
export const logMailFailure = ({ log }: Pick<Deps, 'log'>, error: unknown): void =>
  log('error', 'mail_failed', { error: error instanceof Error ? error.name : typeof error })
