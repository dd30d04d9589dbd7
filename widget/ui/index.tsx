import { Banner } from './banner.tsx'
import { CHOSEN, decide } from './decide.ts'
import { sameGrants } from './grants.ts'
import type { Ui, UiHost } from './props.ts'
import { ensureRoot, mount, removeFrom } from './root.ts'
import { adoptSheet } from './sheet.ts'

export { announce } from './announce.ts'

export const openSettings: Ui['openSettings'] = (host, opener) =>
  import('./settings.tsx').then(({ showSettings }) => showSettings(host, opener))

/** Where the policy has changed, it waits for what to say of it: nothing moves under a finger later (CB-12). */
export const showBanner: Ui['showBanner'] = (host) => {
  if (host.reask !== 'change') return show(host)
  let isOver = false
  let hide = () => {}
  import('../page/read-change.ts')
    .then(({ readChange }) =>
      readChange(host.policyUrl, host.language, host.remembered().stale?.choice.policyVersion),
    )
    .catch(() => undefined)
    .then((change) => {
      if (!isOver && !host.current()) hide = show(host, change)
    })
  return () => {
    isOver = true
    hide()
  }
}

function show(host: UiHost, change?: string): () => void {
  const root = ensureRoot(host)
  const unmount = mount(
    root,
    <Banner
      host={host}
      change={change}
      onChoose={(isGranted) => void decide(host, sameGrants(host.site, isGranted), 'banner')}
      onSettings={(event) => void openSettings(host, event.currentTarget as Element)}
    />,
  )
  const giveBack = keepClear(root)
  const hide = (): void => {
    root.removeEventListener(CHOSEN, hide)
    removeFrom(root, unmount)
    giveBack()
  }
  root.addEventListener(CHOSEN, hide)
  return hide
}

/**
 * Lets the page scroll as far as it takes for the banner not to cover what has focus (AX-02). Only a
 * page that scrolls anyway gets room at its end: elsewhere a scroll bar would appear and move it.
 */
function keepClear(root: HTMLElement): () => void {
  const { scrollHeight, clientHeight } = document.documentElement
  const topPx =
    root.lastElementChild?.firstElementChild?.getBoundingClientRect().top ?? clientHeight
  const space = `${clientHeight - topPx + 8}px;}`
  const room =
    scrollHeight > clientHeight ? `html::after{content:'';display:block;height:${space}` : ''
  return adoptSheet(`html{scroll-padding-bottom:${space}${room}`)
}
