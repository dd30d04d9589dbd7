/** Default size of a frame (CSS 2.2 section 10.3.2). */
const USUAL = { width: '300px', height: '150px' }

/**
 * Properties that position an element and mean the same for every kind of box. For an element that is not rendered, they are
 * as written by the page.
 */
const PLACING =
  'position top right bottom left z-index float clear order flex-grow flex-shrink flex-basis align-self justify-self grid-row-start grid-row-end grid-column-start grid-column-end margin-top margin-right margin-bottom margin-left max-width max-height min-height aspect-ratio vertical-align visibility translate rotate scale'.split(
    ' ',
  )
/** A length or percentage, also computed; not a keyword such as `auto`. */
const IS_LENGTH = /^([\d.]+(px|%)|(calc|min|max|clamp)\(.+)$/
const EDGES = ['top', 'right', 'bottom', 'left'] as const

/** A frame's display before it is replaced. */
export interface Shown {
  /** Its own `display`; `none` where nobody would see it. */
  readonly display: string
  /** Its transform, which browsers compute only for rendered elements; read where one is likely. */
  readonly transform: string
}

/** Call it while only the page can hide the frame. */
export function readShown(frame: HTMLElement): Shown {
  const style = getComputedStyle(frame)
  const { display, position } = style
  return { display, transform: position === 'static' ? 'none' : style.transform }
}

/**
 * Returns declarations that make another element take the frame's place in every way, by the page's own rules for the frame:
 * percentages, margins, floats, cells and orders are kept. Call it while the frame is not rendered, since browsers return
 * pixels for rendered elements.
 */
export function boxOf(
  frame: HTMLElement,
  { display, transform }: Shown,
): Readonly<Record<string, string>> {
  const style = getComputedStyle(frame)
  const read = (name: string) => style.getPropertyValue(name)
  const box: Record<string, string> = { transform, contain: 'layout' }
  for (const name of PLACING) box[name] = read(name)
  const edges = (one: string, other: string) => [
    read(`border-${one}-width`),
    read(`border-${other}-width`),
    read(`padding-${one}`),
    read(`padding-${other}`),
  ]
  // The placeholder's own border and padding are inside the frame's.
  const withEdges = (size: string, [one, other]: readonly [string, string]) =>
    style.boxSizing === 'border-box' || !IS_LENGTH.test(size)
      ? size
      : `calc(${[size, ...edges(one, other)].join(' + ')})`
  const across = [EDGES[3], EDGES[1]] as const
  const along = [EDGES[0], EDGES[2]] as const
  const isShaped = read('aspect-ratio') !== 'auto'
  const sizeOf = (side: 'width' | 'height') => {
    const size = read(side)
    if (size !== 'auto') return size
    // A picture without an address gets its size from its attributes, or the default of a frame.
    const other = read(side === 'width' ? 'height' : 'width')
    return isShaped && (side === 'height' || other !== 'auto') ? 'auto' : USUAL[side]
  }
  box.width = withEdges(sizeOf('width'), across)
  box.height = withEdges(sizeOf('height'), along)
  const { flexDirection } = getComputedStyle(frame.parentElement ?? frame)
  box['flex-basis'] = withEdges(
    read('flex-basis'),
    flexDirection.startsWith('column') ? along : across,
  )
  box['max-width'] = withEdges(read('max-width'), across)
  box['max-height'] = withEdges(read('max-height'), along)
  box['min-height'] = withEdges(read('min-height'), along)
  // The minimum size of a frame is its own size, at most the default; that of a text box, the size of its text.
  const minWidth = read('min-width')
  box['min-width'] =
    minWidth !== 'auto'
      ? withEdges(minWidth, across)
      : box.width.endsWith('px')
        ? `min(${box.width}, 300px)`
        : '0px'
  // An inline frame is aligned by its bottom edge; a box with containment has no baseline, and is aligned in the same way.
  box.display = isNothing(frame, display, style)
    ? 'none'
    : display.startsWith('inline')
      ? 'inline-block'
      : 'block'
  if (box.position === 'static') box.position = 'relative'
  return box
}

/** Returns whether nobody would see the frame: a tracking pixel, or an element that the page shows later. */
function isNothing(frame: HTMLElement, display: string, style: CSSStyleDeclaration): boolean {
  const isTiny = (['width', 'height'] as const).some((side) => {
    const size = style.getPropertyValue(side)
    return size.endsWith('px') && Number.parseFloat(size) <= 1
  })
  return display === 'none' || display === 'contents' || isTiny || !!frame.hidden
}
