import type { ErrorCode, paths, VisitEntry, VisitsBody } from '../../server/contract/index.ts'
import { activated } from '../page/activated.ts'
import { send } from '../page/network/send.ts'
import { makeUuidV7 } from '../page/random.ts'
import { watchNavigation } from './navigation.ts'
import { buildVisit, visitTime } from './visit.ts'

/** What a tracker is given. */
export interface TrackerDeps {
  /** The consent record that allows the visits. */
  readonly consentId: string
  /** Whether `visit_time` is granted: without it neither time of day nor duration leaves the page. */
  readonly isTimed: boolean
  /** Whether the page view that is on now was sent before, under another consent. */
  readonly isSent: boolean
  /** Origin of the server. */
  readonly server: string
  /** Whether a visit to the page that is on now is never sent (TR-12). */
  isUntracked(): boolean | undefined
  /** Milliseconds since 1970 UTC. */
  now(): number
  /** The server does not take visits with this consent. The tracker has stopped by then. */
  onRefused(code: ErrorCode | undefined): void
}

const VISITS: typeof paths.visits = '/v1/visits'

/** Sends one visit for each page view from now on, this one included unless it was sent, and what it lasted where that is granted. Answers the stop. */
export function startTracker(deps: TrackerDeps): () => void {
  let isStopped = false
  let undo = () => {}
  const stop = () => {
    isStopped = true
    undo()
  }
  const sendVisits = async (visits: VisitEntry[]) => {
    if (!visits.length) return
    const body: VisitsBody = { consentId: deps.consentId, visits }
    const result = await send(deps.server + VISITS, body)
    if (result.kind === 'refused' && result.status === 403 && !isStopped) {
      stop()
      deps.onRefused(result.code)
    }
  }
  const begin = () => {
    if (!isStopped) undo = watch(deps, sendVisits)
  }
  // A page that is only prepared has not been visited.
  activated().then(begin)
  return stop
}

/** Counts this page view and those after it. Answers the undo. */
function watch(
  { isTimed, isSent, isUntracked, now }: TrackerDeps,
  send: (visits: VisitEntry[]) => void,
): () => void {
  /** When the page last came into view; 0 while it is hidden. */
  let shownAtMs = 0
  let inViewMs = 0
  let view = { id: '', path: '', host: '', referrer: '' }

  const look = () => {
    shownAtMs = document.visibilityState === 'visible' ? performance.now() : 0
  }
  const open = (referrer: string) => {
    inViewMs = 0
    look()
    view.id = ''
    if (isUntracked()) return []
    view = {
      id: makeUuidV7(visitTime(now(), isTimed)),
      path: location.pathname,
      host: location.hostname,
      referrer,
    }
    return [buildVisit(view)]
  }
  /** The open visit with its time in view, if that is granted and has grown. */
  const close = () => {
    if (!shownAtMs) return []
    inViewMs += performance.now() - shownAtMs
    shownAtMs = 0
    return isTimed && view.id ? [buildVisit({ ...view, durationMs: inViewMs })] : []
  }
  const onLeave = () => {
    const closed = close()
    if (closed.length) send(closed)
  }
  const onVisibility = () => {
    if (document.visibilityState === 'visible') look()
    else onLeave()
  }

  if (!isSent) send(open(document.referrer))
  const undo = watchNavigation(() => send([...close(), ...open('')]))
  document.addEventListener('visibilitychange', onVisibility)
  // Safari before 14.5 hides no page that it leaves.
  addEventListener('pagehide', onLeave)
  return () => {
    undo()
    document.removeEventListener('visibilitychange', onVisibility)
    removeEventListener('pagehide', onLeave)
  }
}
