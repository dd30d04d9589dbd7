import { eachOnce } from '../../page/builtins/table.ts'
import { takeOut } from '../../page/builtins/take-out.ts'
import { checkTag } from '../check-tag.ts'
import type { KeepClear } from '../props.ts'
import { protect } from '../root/protect.ts'
import { adoptSheet } from '../root/sheet.ts'

/** Gap between the banner and what must be visible above it. */
const GAP_PX = 8

const page = () => document.documentElement

let hasChecked = false

/**
 * Extends scrolling of the page, and of each scrolling box in it, so that the banner never covers their end, at any banner
 * size. The focused element is not covered (AX-02): where scrolling cannot uncover it, as at the end of a page that is as
 * high as the window, the banner moves to the window's other edge.
 */
export const keepClear: KeepClear['keepClear'] = (host, banner) => {
  // Loaded after the banner, so no visitor waits for messages to the page's author.
  if (!hasChecked) checkTag(host)
  hasChecked = true
  let undos: Undo[] = []
  const giveBack: Undo = (isOver) => {
    for (const undo of undos.splice(0)) undo(isOver)
  }
  const makeRoom = () => {
    const top = scrollY
    giveBack()
    // Hidden by the visitor's own style sheet, so it covers nothing.
    if (!banner.isConnected || !banner.offsetHeight) return
    const topPx = banner.getBoundingClientRect().top - GAP_PX
    undos = [
      padScrolling(topPx),
      addRoom(topPx),
      ...findScrollers(banner).map((box) => pad(box, topPx)),
    ]
    // Without the previous space, the page may be scrolled too far.
    if (scrollY !== top) scrollTo({ top, behavior: 'instant' })
  }
  const onFocus = ({ target }: FocusEvent) => stepAside(banner, target as Element)
  const observer = new ResizeObserver(() => setTimeout(makeRoom))
  for (const element of [banner, page(), document.body]) observer.observe(element)
  document.addEventListener('focusin', onFocus)
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', onFocus)
    giveBack(true)
  }
}

/** Undoes what was done; with `isOver`, nothing replaces it. */
type Undo = (isOver?: boolean) => void

/** Sets the browser's scroll padding for focused elements. Not on a page with scroll snapping, which it would change. */
function padScrolling(topPx: number): () => void {
  if (!/none|auto/.test(getComputedStyle(page()).scrollSnapType || 'none')) return () => {}
  const spacePx = page().clientHeight - topPx
  return adoptSheet(protect(`@media screen{html{scroll-padding-bottom:${spacePx}px;}}`))
}

/** Returns where the page's content ends, in px from the window's top, including fixed elements. */
function endOfContent(): number {
  const range = document.createRange()
  range.selectNodeContents(document.body)
  return range.getBoundingClientRect().bottom
}

/**
 * Adds space at the page's end without moving its content: out of the flow, after all overflow. A page that does not scroll
 * gets it where the banner covers something, without a scroll bar, which would make it narrower.
 */
function addRoom(topPx: number): Undo {
  const { scrollHeight, clientHeight } = page()
  const isScrolling = scrollHeight > clientHeight
  if (!isScrolling && endOfContent() <= topPx) return () => {}
  const room = document.createElement('div')
  room.className = 'kelisim-room'
  const setHeight = (px: number) => {
    room.style.cssText = `top:${scrollHeight}px;height:${px}px`
  }
  setHeight(clientHeight - topPx)
  const bar = isScrolling ? '' : 'html{scrollbar-width:none;}html::-webkit-scrollbar{display:none;}'
  const css = `.kelisim-room{display:none;}@media screen{.kelisim-room{display:block;position:absolute;left:0;width:1px;visibility:hidden;}${bar}}`
  const undoSheet = adoptSheet(protect(css))
  page().appendChild(room)
  const remove = () => {
    removeEventListener('scroll', shrink)
    takeOut(room)
    undoSheet()
  }
  /** Only what is out of view is removed; removing the rest at once would make the page jump. */
  const shrink = () => {
    const restPx = Math.ceil(scrollY + page().clientHeight - scrollHeight)
    if (restPx > 0) setHeight(restPx)
    else remove()
  }
  return (isOver) => {
    if (!isOver) return remove()
    addEventListener('scroll', shrink, { passive: true })
    shrink()
  }
}

const isScroller = (element: Element): element is HTMLElement =>
  element.scrollHeight > element.clientHeight &&
  /auto|scroll/.test(getComputedStyle(element).overflowY) &&
  !element.matches('html,body')

/** Returns the scrolling boxes under the banner. */
function findScrollers(banner: HTMLElement): HTMLElement[] {
  const { left, width, top, height } = banner.getBoundingClientRect()
  const found: HTMLElement[] = []
  for (const part of [0.1, 0.5, 0.9]) {
    for (const under of document.elementsFromPoint(left + width * part, top + height / 2)) {
      if (isScroller(under) && !under.closest('#kelisim[data-position]')) found.push(under)
    }
  }
  return eachOnce(found)
}

/** Adds space at the end of a box without changing the page's attributes. */
function pad(box: HTMLElement, topPx: number): () => void {
  const { paddingBottom } = getComputedStyle(box)
  const { offsetHeight } = box
  const spacePx = box.getBoundingClientRect().bottom - topPx
  const to = {
    paddingBottom: `${Number.parseFloat(paddingBottom) + spacePx}px`,
    scrollPaddingBottom: `${spacePx}px`,
  }
  const fixed = { boxSizing: 'border-box', height: `${offsetHeight}px` }
  const options = { duration: 1, fill: 'forwards' } as const
  let animation = box.animate([to, to], options)
  animation.finish()
  if (box.offsetHeight !== offsetHeight) {
    animation.cancel()
    animation = box.animate(
      [
        { ...to, ...fixed },
        { ...to, ...fixed },
      ],
      options,
    )
    animation.finish()
  }
  return () => animation.cancel()
}

/** Returns whether the banner covers an element completely. */
function isCovered(banner: HTMLElement, element: Element): boolean {
  const { top, bottom } = banner.getBoundingClientRect()
  const box = element.getBoundingClientRect()
  return (
    box.bottom > top && box.top < bottom && box.top >= top - box.height / 2 && isUnder(banner, box)
  )
}

const isUnder = (banner: HTMLElement, { left, width, top, height }: DOMRect): boolean =>
  [0.05, 0.5, 0.95].some((part) =>
    banner.contains(document.elementFromPoint(left + width * part, top + height / 2)),
  )

function stepAside(banner: HTMLElement, focused: Element): void {
  const root = banner.parentElement
  if (!root || root.contains(focused) || !isCovered(banner, focused)) return
  focused.scrollIntoView({ block: 'center', behavior: 'instant' })
  if (isCovered(banner, focused)) root.toggleAttribute('data-aside')
}
