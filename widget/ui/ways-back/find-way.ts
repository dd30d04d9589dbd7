/** Minimum size in CSS pixels that can be clicked; text for screen readers only is smaller. */
const LEAST_PX = 4

/** Returns the element that contains another one when rendered: a slot before the parent, and the host after a shadow root. */
const containerOf = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as ShadowRoot).host

/** Returns the area in which an element and its contents are rendered. */
function placeOf(element: Element): DOMRect {
  const range = document.createRange()
  range.selectNode(element)
  return range.getBoundingClientRect()
}

const isLarge = ({
  left,
  right,
  top,
  bottom,
}: Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>) =>
  right - left > LEAST_PX && bottom - top > LEAST_PX

/** The part of a rectangle that a box which clips its overflow shows. */
const cut = (place: DOMRect, box: DOMRect) => ({
  left: Math.max(place.left, box.left),
  right: Math.min(place.right, box.right),
  top: Math.max(place.top, box.top),
  bottom: Math.min(place.bottom, box.bottom),
})

/** Returns whether scrolling reaches an area: not where it is before the page's beginning or beside it. */
const isInPage = ({ left, right, bottom }: DOMRect): boolean =>
  right + scrollX > LEAST_PX &&
  bottom + scrollY > LEAST_PX &&
  left + scrollX < document.documentElement.scrollWidth - LEAST_PX

/** Returns whether an element hides an area in it. Overflow of the body or the document belongs to the window, which scrolls. */
function hides(element: Element, place: DOMRect): boolean {
  const { opacity, overflowX, overflowY } = getComputedStyle(element)
  if (opacity === '0' || element.matches('[inert]')) return true
  const isCut = /hidden|clip/.test(overflowX + overflowY) && !element.matches('html,body')
  return isCut && !isLarge(cut(place, element.getBoundingClientRect()))
}

/**
 * Returns whether a link or button of the page is visible and reachable: rendered, large enough for a finger, at a position
 * that scrolling reaches; no ancestor makes it transparent, clips it or disables it. A link inside a closed menu is not: in
 * doubt there is one more button.
 */
export function isSeen(link: Element): boolean {
  const place = placeOf(link)
  const { visibility, pointerEvents } = getComputedStyle(link)
  if (visibility !== 'visible' || pointerEvents === 'none' || link.matches(':disabled'))
    return false
  if (!isLarge(place) || !isInPage(place)) return false
  // Closed details keep the size of their contents.
  if (link.checkVisibility?.() === false) return false
  for (let at: Element | null = link; at; at = containerOf(at)) if (hides(at, place)) return false
  return true
}
