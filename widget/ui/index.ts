import { announce } from './announce.ts'
import { createBanner } from './banner.ts'
import { CHOSEN, decide } from './decide.ts'
import { sameGrants } from './grants.ts'
import type { Ui } from './props.ts'
import { ensureRoot, removeFrom } from './root.ts'
import { adoptSheet } from './sheet.ts'

export { announce }

export const openSettings: Ui['openSettings'] = async (host, opener) => {
  // Where nobody is asked, there is nothing to set (CB-17).
  if (host.site.ruled) return announce(host, 'ruled')
  const { showSettings } = await import('./settings.tsx')
  return showSettings(host, opener)
}

/** Told to the window by the loader whenever a choice is remembered. */
const CHANGED = 'kelisim:change'

let hideLast = () => {}

export const showBanner: Ui['showBanner'] = (host) => {
  if (host.current()) return
  hideLast()
  const root = ensureRoot(host)
  const banner = createBanner(
    host,
    (isGranted) => void decide(host, sameGrants(host.site, isGranted), 'banner'),
    (opener) => void openSettings(host, opener),
  )
  root.append(banner)
  const giveBack = keepClear(banner)
  const hide = (): void => {
    root.removeEventListener(CHOSEN, hide)
    removeEventListener(CHANGED, onChange)
    removeFrom(root, () => banner.remove())
    giveBack()
  }
  // Made elsewhere: by the page's own words, in a placeholder, on another page of the site.
  const onChange = (): void => {
    if (host.current()) hide()
  }
  root.addEventListener(CHOSEN, hide)
  addEventListener(CHANGED, onChange)
  hideLast = hide
}

/**
 * Lets the page scroll as far as it takes for the banner not to cover what has focus (AX-02). Only a
 * page that scrolls anyway gets room at its end: elsewhere a scroll bar would appear and move it.
 */
function keepClear(banner: HTMLElement): () => void {
  const { scrollHeight, clientHeight } = document.documentElement
  const space = `${clientHeight - banner.getBoundingClientRect().top + 8}px;}`
  const room =
    scrollHeight > clientHeight ? `html::after{content:'';display:block;height:${space}` : ''
  return adoptSheet(`html{scroll-padding-bottom:${space}${room}`)
}
