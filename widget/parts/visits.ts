import type { Keeper } from '../consent/keeping/keeper.ts'
import type { Context, Part } from '../context.ts'
import { now } from '../page/builtins/now.ts'
import { isSpokenFor, onceKnown } from '../page/spoken-for.ts'
import { startTracker } from '../visits/tracker.ts'
import { isUntracked } from '../visits/untracked.ts'

/** The server has no such record, or it is no longer valid: nothing that it granted may run, for any purpose. */
const IS_OVER = /_(unknown|withdrawn|expired)$/

/** Starts and stops the tracker according to the choice, at each call. */
export const create: Part['create'] = (context: Context) => {
  let trackedId: string | undefined
  /** Path of the page view already sent: changing the choice on it is not a second visit. */
  let sentPath: string | undefined
  let stop = () => {}
  const apply = (): void => {
    const choice = context.current()
    const granted =
      choice?.kind === 'granted' && context.mayRun('analytics') && !isSpokenFor(context.server)
        ? choice
        : undefined
    if (granted?.id === trackedId) return
    if (trackedId) sentPath = location.pathname
    stop()
    trackedId = granted?.id
    if (!granted) return
    stop = startTracker({
      consentId: granted.id,
      isTimed: granted.dataKinds.visit_time === true,
      isSent: sentPath === location.pathname,
      server: context.server,
      isUntracked,
      now,
      onRefused: async (code) => {
        // A restriction leaves the consent valid; without its record the person could not lift it (DS-04, DS-07).
        if (!code?.startsWith('consent_') || code === 'consent_restricted') return
        const keeper = await context.bring<Keeper>('consent')
        keeper?.forget(IS_OVER.test(code) ? undefined : 'analytics')
      },
    })
  }
  onceKnown(apply)
  return apply
}
