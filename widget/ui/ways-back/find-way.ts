/** Less than this, in CSS pixels, and nobody hits it: what is meant for screen readers alone has one. */
const LEAST_PX = 4

/** What an element is drawn in: a slot comes before the parent, and a web component after its shadow root. */
const containerOf = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as ShadowRoot).host

/** Where an element and what is in it are drawn. */
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

/** Whether scrolling leads to a place: not where it stands before the page's beginning or beside it. */
const isInPage = ({ left, right, bottom }: DOMRect): boolean =>
  right + scrollX > LEAST_PX &&
  bottom + scrollY > LEAST_PX &&
  left + scrollX < document.documentElement.scrollWidth - LEAST_PX

/** Whether an element hides a place in it. A body's or the document's own overflow is the window's, which scrolls. */
function hides(element: Element, place: DOMRect): boolean {
  const { opacity, overflowX, overflowY } = getComputedStyle(element)
  if (opacity === '0' || element.matches('[inert]')) return true
  const isCut = /hidden|clip/.test(overflowX + overflowY) && !element.matches('html,body')
  return isCut && !isLarge(cut(place, element.getBoundingClientRect()))
}

/**
 * Whether a link or button of the page can be seen and reached: it is drawn, with room for a finger, somewhere in the page
 * to which one can scroll; nothing around it makes it transparent, cuts it off or keeps it from being used. One that a
 * menu shows only when it is opened is not: in doubt there is one way more.
 */
export function isSeen(link: Element): boolean {
  const place = placeOf(link)
  const { visibility, pointerEvents } = getComputedStyle(link)
  if (visibility !== 'visible' || pointerEvents === 'none' || link.matches(':disabled'))
    return false
  if (!isLarge(place) || !isInPage(place)) return false
  // Closed details keep the size of what is in them.
  if (link.checkVisibility?.() === false) return false
  for (let at: Element | null = link; at; at = containerOf(at)) if (hides(at, place)) return false
  return true
}
