import { isSpokenFor, onceKnown } from '../page/spoken-for.ts'
import { announce } from './announce.ts'
import { Banner } from './banner/banner.tsx'
import { decide } from './decide.ts'
import { sameGrants } from './grants.ts'
import type { KeepClear, Panel, PanelUi, ReadChange, Ui, UiHost } from './props.ts'
import { ensureRoot, onLost, removeFrom } from './root/root.ts'
import { keepStyled } from './root/sheet.ts'
import { draw } from './root/static-tree.ts'

export { announce }

const own: PanelUi = { ensureRoot, decide, announce }

export const open: Ui['open'] = async (host, name, opener) => {
  // Clears the fragment that opened it, since it works again only after a change.
  if (location.hash.startsWith('#kelisim-'))
    history.replaceState(history.state, '', location.pathname + location.search)
  const file = name === 'my-data' ? name : 'settings'
  const panel = await host.load<Panel>(`${file}-${host.language}`)
  // A page may block files that are loaded late; then a message is shown instead.
  return panel ? panel.show(host, own, opener) : announce(host, 'not_opened')
}

/** Dispatched on the window by the loader whenever a choice is remembered. */
const CHANGED = 'kelisim:change'

/** Nobody has read the banner by then; until then the processor is left to the page. */
const PAUSE_MS = 99

let hideLast = () => {}

/** If the terms have changed, it waits for the policy's summary, so that nothing moves under a finger later (CB-12). */
export const showBanner: Ui['showBanner'] = (host) => {
  if (isSpokenFor(host.server)) return onceKnown(() => showBanner(host))
  const { reask, stale } = host.remembered()
  if (reask !== 'change') return afterFirstPaint(() => show(host))
  host
    .load<ReadChange>('read-change')
    .then((part) => part?.readChange(host.server, host.language, stale?.choice.policyVersion))
    .then((change) => show(host, change))
}

/** Whether this is embedded in the loader, which itself waits for the page's first paint. */
declare const __KELISIM_INSIDE__: boolean

/** The page comes first: its own first paint does not wait for the banner. */
const afterFirstPaint = (callback: () => void): void => {
  if (__KELISIM_INSIDE__ || performance.getEntriesByType('paint').length) callback()
  else requestAnimationFrame(() => setTimeout(callback))
}

function show(host: UiHost, change?: string): void {
  if (host.current()) return
  hideLast()
  const root = ensureRoot(host)
  const banner = draw(
    Banner({
      host,
      onChoose: (isGranted) => void decide(host, sameGrants(host.site, isGranted), 'banner', hide),
      onSettings: (opener) => void open(host, 'settings', opener),
      change,
    }),
  )
  root.appendChild(banner)
  keepStyled(banner)
  const giveBack = afterPaint(host, banner)
  const hide = (): void => {
    removeEventListener(CHANGED, onChange)
    // Before the focus moves, which makes the browser compute the layout.
    giveBack()
    removeFrom(root, banner)
  }
  // A choice made elsewhere: in the page's own interface, in a placeholder, on another page of the site.
  const onChange = (): void => {
    if (host.current()) hide()
  }
  addEventListener(CHANGED, onChange)
  hideLast = hide
  onLost(() => show(host, change))
}

/**
 * Once the banner has been painted, loads the part that keeps the page clear of it, and the keeper, so that a click counts
 * even if the next one leaves the page. Returns the undo function.
 */
function afterPaint(host: UiHost, banner: HTMLElement): () => void {
  let giveBack = () => {}
  const observer = new ResizeObserver(() => {
    observer.disconnect()
    setTimeout(async () => {
      setTimeout(() => host.load('consent'), PAUSE_MS)
      const part = await host.load<KeepClear>('keep-clear')
      if (banner.isConnected) giveBack = part?.keepClear(host, banner) ?? giveBack
    })
  })
  observer.observe(banner)
  return () => giveBack()
}
