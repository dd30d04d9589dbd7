import { audit } from '../registers/audit.ts'
import type { SessionDeps } from './session.ts'

/** Refusals recorded one by one within an hour. The register cannot be shortened, and a stranger must not be able to fill it. */
const AN_HOUR = 60
const HOUR_MS = 3_600_000

/** A refused attempt to sign in. */
export interface RefusedAttempt {
  /** The account that it was for; `undefined` where the address has none. */
  readonly account: string | undefined
  readonly step: 'set_up' | 'password' | 'factor' | 'invitation'
  /** Whether the browser has signed in to the account before. */
  readonly isKnownBrowser: boolean
}

/**
 * Returns the function that records refused attempts to sign in (SE-04). Beyond sixty an hour they are counted, and the next
 * line tells how many were not recorded. Counts are kept in memory, for one process.
 */
export function createRefusalAudit(deps: SessionDeps): (attempt: RefusedAttempt) => Promise<void> {
  let [sinceMs, recorded, unrecorded] = [Number.NEGATIVE_INFINITY, 0, 0]
  return async ({ account, step, isKnownBrowser }) => {
    const nowMs = deps.clock()
    if (Math.abs(nowMs - sinceMs) >= HOUR_MS) [sinceMs, recorded] = [nowMs, 0]
    if (recorded >= AN_HOUR) {
      unrecorded++
      return
    }
    recorded++
    const more = unrecorded
    unrecorded = 0
    await audit(deps, {
      action: 'session.refuse',
      subject: account ?? 'unknown',
      actor: 'unknown',
      facts: { step, isKnownBrowser, ...(more > 0 && { unrecorded: more }) },
    })
  }
}
