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
  if (own?.isConnected) return own
  const place = findPlace()
  if (!own) {
    own = createRoot(host)
    onReplaced(own, () => {
      // A document that is written anew takes every listener off what was in it: nothing in there can be clicked.
      if (own?.onreset) return insertRoot(findPlace())
      own = undefined
      showAgain()
    })
  }
  insertRoot(place)
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

/** What the root is to stand before, and where that is in the page, in px; `null` in a body without an element. */
interface Place {
  readonly next: Element | null
  readonly topPx: number
}

const topOf = (element: Element | null): number =>
  element ? element.getBoundingClientRect().top + scrollY : 0

/**
 * The root comes first in the body, hence early in the order of focus, after links that skip to a part of the page. To be
 * asked before any style is added: then the browser knows the answer.
 */
function findPlace(): Place {
  // A page that is shown again from a copy of itself, as Turbo does, has a copy of this too: without life.
  document.querySelector(`#${ID}[data-position]`)?.remove()
  let next = document.body.firstElementChild
  while (next?.matches('a[href^="#"]')) next = next.nextElementSibling
  return { next, topPx: topOf(next) }
}

/**
 * Where it would move the page (a rule such as `* + *`), it comes last. That is seen when the browser has laid the page out
 * and not yet painted it: asked for at once, a phone would do the work twice.
 */
function insertRoot({ next, topPx }: Place): void {
  const root = own as HTMLElement // Made before this is called.
  const { body } = document
  body.insertBefore(root, next)
  const observer = new ResizeObserver(() => {
    observer.disconnect()
    if (topOf(next) === topPx) return
    body.append(root)
    raiseDialogs(root)
  })
  if (next) observer.observe(next)
  raiseDialogs(root)
}

/** What was open above the page and has been put into it anew goes up again, and the focus with it. */
function raiseDialogs(root: HTMLElement): void {
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
