/** Milliseconds since this page began; a parent page whose widget has not started by then does not count. */
const PATIENCE_MS = 5_000

/** Calls once it is known which page is responsible, unless it is known already. */
export function onceKnown(call: () => void): void {
  const restMs = PATIENCE_MS - performance.now()
  // A little longer, because clocks are coarse and timers use whole milliseconds.
  if (restMs > 0) setTimeout(call, restMs + 20)
}

/** Returns whether a page's widget has started or, while that is unknown, whether it has or may still get the tag. */
const speaks = ({ document: page, kelisim }: Window, server: string): unknown =>
  performance.now() < PATIENCE_MS
    ? /^about:blank|loading$/.test(page.URL + page.readyState) ||
      [...page.scripts].some(({ src }) => src.startsWith(`${server}/widget.js`))
    : (kelisim as { choose?: unknown } | undefined)?.choose

const areaOf = ({ clientWidth, clientHeight }: HTMLElement) => clientWidth * clientHeight

/** Of a frameset, which cannot show anything itself, returns the largest frame with the tag. */
function findSpeaker(page: Document, server: string): Window | null | undefined {
  const frames = [...page.querySelectorAll<HTMLFrameElement>('frame')].filter(
    ({ contentDocument, contentWindow }) =>
      contentDocument && speaks(contentWindow as Window, server),
  )
  return frames.sort((one, other) => areaOf(other) - areaOf(one))[0]?.contentWindow
}

/**
 * Returns whether another page of the same origin is responsible for this one: it asks, counts the visit and offers the
 * settings. That is the outermost page with the tag; for a frameset, its largest frame. A tag that does not start blocks
 * others only briefly (`onceKnown`).
 */
export function isSpokenFor(server: string): boolean {
  let inner: Window | undefined
  for (let at: Window = window; at !== inner; at = at.parent) {
    try {
      const speaker =
        at.document.body?.localName === 'frameset'
          ? findSpeaker(at.document, server)
          : inner && speaks(at, server) && at
      if (speaker && speaker !== inner) return true
    } catch {
      // A page of another origin is not considered.
    }
    inner = at
  }
  return false
}
