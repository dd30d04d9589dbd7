import { takeOut } from '../../page/builtins/take-out.ts'
import { bannerCss } from '../banner/banner-styles.ts'
import type { UiHost } from '../props.ts'
import { findHolder } from './find-holder.ts'
import { positionOf, themeOf } from './look.ts'
import { onReplaced } from './on-replaced.ts'
import { adoptSheet, restoreSheets } from './sheet.ts'

const ID = 'kelisim'

let own: HTMLElement | undefined
let showAgain = () => {}

/** Sets the callback that shows the UI again after the page has destroyed its listeners. */
export function onLost(callback: () => void): void {
  showAgain = callback
}

/**
 * Returns the one element that contains the UI, in the ordinary document so that a visitor's own tools find its text and
 * buttons. It is restored where the page replaces all its content.
 */
export function ensureRoot(host: UiHost): HTMLElement {
  restoreSheets()
  if (own?.isConnected) return own
  if (!own) {
    own = createRoot(host)
    onReplaced(own, () => {
      // A rewritten document has lost all its listeners, so nothing in the old root can be clicked.
      if (own?.onreset) return insertRoot(own)
      own = undefined
      showAgain()
    })
  }
  insertRoot(own)
  return own
}

function createRoot(host: UiHost): HTMLElement {
  adoptSheet(bannerCss)
  const root = document.createElement('div')
  root.id = ID
  root.lang = host.language
  root.dataset.theme = themeOf(host)
  root.dataset.position = positionOf(host)
  // So that the focus has a target when the focused element is removed.
  root.tabIndex = -1
  // Above all content of the page, and not closed by a key or by other popovers.
  root.setAttribute('popover', 'manual')
  // Scripts that scroll the page smoothly, or by keys, would otherwise take over scrolling inside the root.
  for (const type of ['wheel', 'touchmove', 'keydown'])
    root.addEventListener(type, (event) => event.stopPropagation(), { passive: true })
  // Lost together with the listeners.
  root.onreset = () => {}
  // The live region is inserted empty, since a screen reader announces changes, not insertions.
  const toast = root.appendChild(document.createElement('div'))
  toast.appendChild(document.createElement('p')).setAttribute('role', 'status')
  return root
}

/**
 * Inserts the root before the body: first in the focus order, and outside everything that the page's rules move, count,
 * filter or replace. In the top layer, a transform of the document does not move it either.
 */
function insertRoot(root: HTMLElement): void {
  const holder = findHolder()
  if (holder === document.body) {
    // Not rendered; it must not delay the page.
    holder.appendChild(root)
    return
  }
  holder.insertBefore(root, document.body)
  // A page's own modal dialog makes everything else inert: above it, the banner would cover it and not respond to clicks.
  if ('popover' in root && !document.querySelector(':modal')) root.showPopover()
  raiseDialogs(root)
}

/** Reopens dialogs that were open and have been inserted again, and restores the focus. */
function raiseDialogs(root: HTMLElement): void {
  for (const dialog of root.querySelectorAll<HTMLDialogElement>('dialog[open]')) {
    dialog.removeAttribute('open')
    dialog.showModal()
  }
}

/** Removes a part of the root, if there is one. A focus in it moves to the root, so the next Tab continues from there. */
export function removeFrom(root: HTMLElement, part: Node | null): void {
  const hadFocus = root.contains(document.activeElement)
  takeOut(part)
  if (hadFocus) root.focus({ preventScroll: true })
}
