/** Milliseconds since this page began: another that has not started by then speaks for nobody. */
const PATIENCE_MS = 5_000

/** Calls once it is known who speaks, if it is not by now. */
export function onceKnown(call: () => void): void {
  const restMs = PATIENCE_MS - performance.now()
  // A moment more: clocks are coarse, and a timer is whole milliseconds.
  if (restMs > 0) setTimeout(call, restMs + 20)
}

/** Whether a page has started; or, as long as that is not known, whether it has the tag or may get it yet. */
const speaks = ({ document: page, kelisim }: Window, server: string): unknown =>
  performance.now() < PATIENCE_MS
    ? /^about:blank|loading$/.test(page.URL + page.readyState) ||
      [...page.scripts].some(({ src }) => src.startsWith(`${server}/widget.js`))
    : (kelisim as { choose?: unknown } | undefined)?.choose

const areaOf = ({ clientWidth, clientHeight }: HTMLElement) => clientWidth * clientHeight

/** Of a page that is made of frames, which can show nothing itself, the largest frame that speaks. */
function findSpeaker(page: Document, server: string): Window | null | undefined {
  const frames = [...page.querySelectorAll<HTMLFrameElement>('frame')].filter(
    ({ contentDocument, contentWindow }) =>
      contentDocument && speaks(contentWindow as Window, server),
  )
  return frames.sort((one, other) => areaOf(other) - areaOf(one))[0]?.contentWindow
}

/**
 * Whether another page of the same origin speaks for this one: asks, counts the visit and offers the settings. The
 * outermost that carries the tag does; of a page that is made of frames its largest frame. One whose tag does not start
 * silences nobody for long (`onceKnown`).
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
      // A page of another origin speaks for itself alone.
    }
    inner = at
  }
  return false
}
