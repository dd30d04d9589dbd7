import type { Context, Part } from '../context.ts'
import { startTracker } from '../visits/tracker.ts'

/** Starts and stops the tracker as the choice says, each time it is called. */
export const create: Part['create'] = (context: Context) => {
  let trackedId: string | undefined
  let stop = () => {}
  return () => {
    const choice = context.current()
    const granted = choice?.kind === 'granted' && context.mayRun('analytics') ? choice : undefined
    if (granted?.id === trackedId) return
    stop()
    trackedId = granted?.id
    if (!granted) return
    stop = startTracker({
      consentId: granted.id,
      isTimed: granted.dataKinds.visit_time === true,
      server: context.server.origin,
      now: context.now,
      onRefused: async (code) => {
        if (code?.startsWith('consent_')) (await context.loadKeeper())?.forget('analytics')
      },
    })
  }
}
