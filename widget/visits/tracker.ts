import type { ErrorCode, paths, VisitEntry, VisitsBody } from '../../server/contract/index.ts'
import { activated } from '../page/activated.ts'
import { send } from '../page/network/send.ts'
import { makeUuidV7 } from '../page/random.ts'
import { watchNavigation } from './navigation.ts'
import { buildVisit, visitTime } from './visit.ts'

/** Dependencies of a tracker. */
export interface TrackerDeps {
  /** The consent record that permits the visits. */
  readonly consentId: string
  /** Whether `visit_time` is granted: without it neither time of day nor duration is sent. */
  readonly isTimed: boolean
  /** Whether the current page view was sent before, under another consent. */
  readonly isSent: boolean
  /** Origin of the server. */
  readonly server: string
  /** Returns whether a visit to the current page is never sent (TR-12). */
  isUntracked(): boolean | undefined
  /** Milliseconds since 1970 UTC. */
  now(): number
  /** Called where the server rejects visits with this consent. The tracker has stopped by then. */
  onRefused(code: ErrorCode | undefined): void
}

const VISITS: typeof paths.visits = '/v1/visits'

/**
 * Sends one visit for each page view from now on, including the current one unless it was sent, and its duration where that
 * is granted. Returns the stop function.
 */
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
  // A prerendered page has not been visited yet.
  activated().then(begin)
  return stop
}

/** Counts this page view and later ones. Returns the undo function. */
function watch(
  { isTimed, isSent, isUntracked, now }: TrackerDeps,
  send: (visits: VisitEntry[]) => void,
): () => void {
  /** When the page last became visible; 0 while it is hidden. */
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
  /** Returns the open visit with its time in view, if that is granted and has grown. */
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
  // Safari before 14.5 fires no visibility change when a page is left.
  addEventListener('pagehide', onLeave)
  return () => {
    undo()
    document.removeEventListener('visibilitychange', onVisibility)
    removeEventListener('pagehide', onLeave)
  }
}
