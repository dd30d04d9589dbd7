import { bannerCss } from './banner-styles.ts'
import { positionOf, themeOf } from './look.ts'
import type { UiHost } from './props.ts'
import { adoptSheet } from './sheet.ts'

const ID = 'kelisim'

/**
 * The one element that holds the UI, in the ordinary document so that a visitor's own tools find
 * its words and buttons. It comes first in the body, hence early in the order of focus, after links
 * that skip to a part of the page; where that would move the page (a rule such as `* + *`), it comes
 * last.
 */
export const ensureRoot = (host: UiHost): HTMLElement =>
  document.getElementById(ID) ?? createRoot(host)

function createRoot(host: UiHost): HTMLElement {
  adoptSheet(bannerCss)
  const root = document.createElement('div')
  root.id = ID
  root.lang = host.language
  root.dataset.theme = themeOf(host)
  root.dataset.position = positionOf(host)
  // So that the focus has a place to go when what held it is gone.
  root.tabIndex = -1
  // The live region stands empty before it speaks: a screen reader announces changes, not arrivals.
  const toast = root.appendChild(document.createElement('div'))
  toast.appendChild(document.createElement('p')).setAttribute('role', 'status')
  const { body } = document
  let next = body.firstElementChild
  while (next?.matches('a[href^="#"]')) next = next.nextElementSibling
  const top = next?.getBoundingClientRect().top
  body.insertBefore(root, next)
  if (next?.getBoundingClientRect().top !== top) body.append(root)
  return root
}

/** Removes part of the root. A focus that was in it goes to the root: the next Tab leads on from there. */
export function removeFrom(root: HTMLElement, remove: () => void): void {
  const hadFocus = root.contains(document.activeElement)
  remove()
  if (hadFocus) root.focus({ preventScroll: true })
}
