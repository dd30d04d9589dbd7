import { bannerCss } from './banner-styles.ts'
import { positionOf, themeOf } from './look.ts'
import { onReplaced } from './on-replaced.ts'
import type { UiHost } from './props.ts'
import { adoptSheet } from './sheet.ts'

const ID = 'kelisim'

let own: HTMLElement | undefined
let showAgain = () => {}

/** Sets what shows the UI again where the page has taken the life out of it. */
export function onLost(callback: () => void): void {
  showAgain = callback
}

/**
 * The one element that holds the UI, in the ordinary document so that a visitor's own tools find
 * its words and buttons. It comes back where the page replaces its body.
 */
export function ensureRoot(host: UiHost): HTMLElement {
  if (!own) {
    own = createRoot(host)
    onReplaced(own, () => {
      // A document that is written anew takes every listener off what was in it: nothing in there can be clicked.
      if (own?.onreset) return insertRoot()
      own = undefined
      showAgain()
    })
  }
  if (!own.isConnected) insertRoot()
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
  // Gone when the listeners are.
  root.onreset = () => {}
  // The live region stands empty before it speaks: a screen reader announces changes, not arrivals.
  const toast = root.appendChild(document.createElement('div'))
  toast.appendChild(document.createElement('p')).setAttribute('role', 'status')
  return root
}

/**
 * It comes first in the body, hence early in the order of focus, after links that skip to a part of the page; where that
 * would move the page (a rule such as `* + *`), it comes last.
 */
function insertRoot(): void {
  const root = own as HTMLElement // Made before this is called.
  // A page that is shown again from a copy of itself, as Turbo does, has a copy of this too: without life.
  document.querySelector(`#${ID}[data-position]`)?.remove()
  const { body } = document
  let next = body.firstElementChild
  while (next?.matches('a[href^="#"]')) next = next.nextElementSibling
  const top = next?.getBoundingClientRect().top
  body.insertBefore(root, next)
  if (next?.getBoundingClientRect().top !== top) body.append(root)
  // What was open above the page is in it now: it goes up again, and the focus with it.
  for (const dialog of root.querySelectorAll<HTMLDialogElement>('dialog[open]')) {
    dialog.removeAttribute('open')
    dialog.showModal()
  }
}

/** Removes part of the root. A focus that was in it goes to the root: the next Tab leads on from there. */
export function removeFrom(root: HTMLElement, remove: () => void): void {
  const hadFocus = root.contains(document.activeElement)
  remove()
  if (hadFocus) root.focus({ preventScroll: true })
}
