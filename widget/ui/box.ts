/** Size that a browser gives a frame without one (CSS 2.2 section 10.3.2). */
const WIDTH_PX = 300
const HEIGHT_PX = 150

/**
 * Declarations that give another element the box of a frame, so that nothing on the page moves when
 * one takes the place of the other. A frame that fills a positioned box is filled in the same way.
 */
export function boxOf(frame: HTMLElement): string {
  const { position, width: used, height, display, verticalAlign } = getComputedStyle(frame)
  if (position === 'absolute') return 'position:absolute;inset:0;'
  // A picture without an address is as large as its description, in words.
  const isDrawn = frame.localName !== 'img'
  const widthPx =
    (isDrawn && Number.parseFloat(used)) || Number(frame.getAttribute('width')) || WIDTH_PX
  const heightPx =
    (isDrawn && Number.parseFloat(height)) || Number(frame.getAttribute('height')) || HEIGHT_PX
  // As wide as its frame at most, and narrower with the page; its height follows.
  const widthUsedPx = (isDrawn && frame.offsetWidth) || widthPx
  const width = fillsParent(frame, widthPx) ? '100%' : `${widthUsedPx}px`
  // Its border included, where it is shown.
  const ratio = `${widthUsedPx}/${(isDrawn && frame.offsetHeight) || heightPx}`
  // A frame in a line stands on its bottom edge; what is contained has no baseline of its own, and does so too.
  const inLine = display.startsWith('inline')
    ? `display:inline-flex;contain:layout;vertical-align:${verticalAlign};`
    : ''
  return `width:${width};max-width:100%;aspect-ratio:${ratio};${inLine}`
}

function fillsParent({ parentElement }: HTMLElement, widthPx: number): boolean {
  if (!parentElement) return false
  const { paddingLeft, paddingRight } = getComputedStyle(parentElement)
  const padding = Number.parseFloat(paddingLeft) + Number.parseFloat(paddingRight)
  return Math.abs(parentElement.clientWidth - padding - widthPx) < 1
}
