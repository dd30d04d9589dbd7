import type { CountedPagesBody, paths } from '../../server/contract/index.ts'
import { send } from '../page/network/send.ts'
import { watchNavigation } from './navigation.ts'
import { buildPage } from './visit.ts'

const VISITS: typeof paths.visits = '/v1/visits'

/** The rules that decide whether a page is counted. */
export interface CountRules {
  /** Origin of the server. */
  readonly server: string
  /** Returns whether the visitor has chosen, either way. */
  hasChosen(): boolean
  /** Returns whether the current page is never counted (TR-12). */
  isUntracked(): boolean | undefined
}

/**
 * Counts this page view and later ones by path and referring host only: no id, nothing read from or stored on the device
 * (TR-11). A page is sent when it is left. If the visitor has chosen by then it is not counted here: a grant sends its own
 * visit, and after a refusal nothing is counted. Returns the stop function.
 */
export function countPages({ server, hasChosen, isUntracked }: CountRules): () => void {
  let path = ''
  let referrer = ''
  const open = (from: string) => {
    path = hasChosen() || isUntracked() ? '' : location.pathname
    referrer = from
  }
  const close = () => {
    // The address has changed already; whether this page may be counted was checked when it began.
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
