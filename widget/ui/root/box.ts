/** Size that a browser gives a frame without one (CSS 2.2 section 10.3.2). */
const USUAL = { width: '300px', height: '150px' }

/** What places an element, as far as it means the same for every kind of box. Read of what is not drawn, it is as the page has written it. */
const PLACING =
  'position top right bottom left z-index float clear order flex-grow flex-shrink flex-basis align-self justify-self grid-row-start grid-row-end grid-column-start grid-column-end margin-top margin-right margin-bottom margin-left max-width max-height min-height aspect-ratio vertical-align visibility translate rotate scale'.split(
    ' ',
  )
/** A length or share, as it is or worked out; and no word like `auto`. */
const IS_LENGTH = /^([\d.]+(px|%)|(calc|min|max|clamp)\(.+)$/
const EDGES = ['top', 'right', 'bottom', 'left'] as const

/** What a frame is as long as nothing takes its place. */
export interface Shown {
  /** Its own `display`; `none` where nobody would see it. */
  readonly display: string
  /** Its transform, of which a browser knows only where it is drawn; read where one is likely. */
  readonly transform: string
}

/** To be asked while nothing hides the frame but the page. */
export function readShown(frame: HTMLElement): Shown {
  const style = getComputedStyle(frame)
  const { display, position } = style
  return { display, transform: position === 'static' ? 'none' : style.transform }
}

/**
 * Declarations that give another element the place of a frame in every way, by the page's own rules for the frame:
 * percentages, margins, floats, cells and orders stay what they are. To be asked while the frame is not drawn: of what is
 * drawn a browser answers pixels.
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
  // The placeholder's own line and space are inside of what the frame's would be.
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
    // A picture without an address has its size from its attributes, or that of a frame.
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
  // Of a frame the smallest size is its own, at most the usual one; of a box with words, that of the words.
  const minWidth = read('min-width')
  box['min-width'] =
    minWidth !== 'auto'
      ? withEdges(minWidth, across)
      : box.width.endsWith('px')
        ? `min(${box.width}, 300px)`
        : '0px'
  // A frame in a line stands on its bottom edge; what is contained has no baseline of its own, and does so too.
  box.display = isNothing(frame, display, style)
    ? 'none'
    : display.startsWith('inline')
      ? 'inline-block'
      : 'block'
  if (box.position === 'static') box.position = 'relative'
  return box
}

/** Whether nobody would see the frame: a counting pixel, or what the page shows only later. */
function isNothing(frame: HTMLElement, display: string, style: CSSStyleDeclaration): boolean {
  const isTiny = (['width', 'height'] as const).some((side) => {
    const size = style.getPropertyValue(side)
    return size.endsWith('px') && Number.parseFloat(size) <= 1
  })
  return display === 'none' || display === 'contents' || isTiny || !!frame.hidden
}
