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

/** Sets what shows the UI again where the page has taken the life out of it. */
export function onLost(callback: () => void): void {
  showAgain = callback
}

/**
 * The one element that holds the UI, in the ordinary document so that a visitor's own tools find
 * its words and buttons. It comes back where the page replaces all of itself.
 */
export function ensureRoot(host: UiHost): HTMLElement {
  restoreSheets()
  if (own?.isConnected) return own
  if (!own) {
    own = createRoot(host)
    onReplaced(own, () => {
      // A document that is written anew takes every listener off what was in it: nothing in there can be clicked.
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
  // So that the focus has a place to go when what held it is gone.
  root.tabIndex = -1
  // Above whatever the page has, and closed neither by a key nor by other popovers.
  root.setAttribute('popover', 'manual')
  // What scrolls the page smoothly, or by keys, would else take the scrolling of what is in here.
  for (const type of ['wheel', 'touchmove', 'keydown'])
    root.addEventListener(type, (event) => event.stopPropagation(), { passive: true })
  // Gone when the listeners are.
  root.onreset = () => {}
  // The live region stands empty before it speaks: a screen reader announces changes, not arrivals.
  const toast = root.appendChild(document.createElement('div'))
  toast.appendChild(document.createElement('p')).setAttribute('role', 'status')
  return root
}

/**
 * The root comes before the body: first in the order of focus, and no child of anything that the page's rules move,
 * count, filter or replace. In the browser's top layer the document's own transform does not move it either.
 */
function insertRoot(root: HTMLElement): void {
  const holder = findHolder()
  if (holder === document.body) {
    // Not drawn, and nothing of it may hold the page up.
    holder.appendChild(root)
    return
  }
  holder.insertBefore(root, document.body)
  // A page's own modal dialog makes everything else inert: above it, the banner would cover it and answer no click.
  if ('popover' in root && !document.querySelector(':modal')) root.showPopover()
  raiseDialogs(root)
}

/** What was open above the page and has been put into it anew goes up again, and the focus with it. */
function raiseDialogs(root: HTMLElement): void {
  for (const dialog of root.querySelectorAll<HTMLDialogElement>('dialog[open]')) {
    dialog.removeAttribute('open')
    dialog.showModal()
  }
}

/** Removes part of the root, if there is one. A focus that was in it goes to the root: the next Tab leads on from there. */
export function removeFrom(root: HTMLElement, part: Node | null): void {
  const hadFocus = root.contains(document.activeElement)
  takeOut(part)
  if (hadFocus) root.focus({ preventScroll: true })
}
