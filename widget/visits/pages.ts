import type { CountedPagesBody, paths } from '../../server/contract/index.ts'
import { send } from '../page/network/send.ts'
import { watchNavigation } from './navigation.ts'
import { buildPage } from './visit.ts'

const VISITS: typeof paths.visits = '/v1/visits'

/** What decides whether a page is counted. */
export interface CountRules {
  /** Origin of the server. */
  readonly server: string
  /** Whether the visitor has chosen, either way. */
  hasChosen(): boolean
  /** Whether the page that is on now is never counted (TR-12). */
  isUntracked(): boolean | undefined
}

/**
 * Counts this page view and those after it by path and referring host alone: no id, nothing read from the device or kept on it
 * (TR-11). A page is told of when it is left: who has chosen by then is not counted here, since a grant brings a visit of its own, and
 * after a refusal nothing is. Answers the stop.
 */
export function countPages({ server, hasChosen, isUntracked }: CountRules): () => void {
  let path = ''
  let referrer = ''
  const open = (from: string) => {
    path = hasChosen() || isUntracked() ? '' : location.pathname
    referrer = from
  }
  const close = () => {
    // Of another address by now: the page that is over was looked at when it began.
    if (!path || hasChosen()) return
    const page = buildPage({ path, host: location.hostname, referrer })
    path = ''
    send(server + VISITS, { visits: [page] } satisfies CountedPagesBody)
  }
  open(document.referrer)
  const undo = watchNavigation(() => {
    close()
    open('')
  })
  addEventListener('pagehide', close)
  return () => {
    path = ''
    undo()
    removeEventListener('pagehide', close)
  }
}
