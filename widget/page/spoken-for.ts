const carriesTag = ({ scripts }: Document, server: string): boolean =>
  [...scripts].some(({ src }) => src.startsWith(`${server}/widget.js`))

const areaOf = ({ offsetWidth, offsetHeight }: HTMLElement) => offsetWidth * offsetHeight

/** Of a page that is made of frames, which can show nothing itself, the largest frame that carries the tag, or may yet. */
function findSpeaker(page: Document, server: string): Window | null | undefined {
  const frames = [...page.querySelectorAll<HTMLFrameElement>('frame')].filter(
    ({ contentDocument: inner }) =>
      inner &&
      (inner.URL === 'about:blank' || inner.readyState === 'loading' || carriesTag(inner, server)),
  )
  return frames.sort((one, other) => areaOf(other) - areaOf(one))[0]?.contentWindow
}

const isFrameset = (page: Document) => page.body?.localName === 'frameset'

/**
 * Whether another page of the same origin speaks for this one: asks, counts the visit and offers the settings. The
 * outermost that carries the tag does; of a page that is made of frames its largest frame.
 */
export function isSpokenFor(server: string): boolean {
  const own = isFrameset(window.document) && findSpeaker(window.document, server)
  if (own) return true
  for (let at: Window = window; at !== at.parent; at = at.parent) {
    try {
      const page = at.parent.document
      if (isFrameset(page)) {
        const speaker = findSpeaker(page, server)
        if (speaker && speaker !== at) return true
      } else if (carriesTag(page, server)) return true
    } catch {
      // A page of another origin speaks for itself alone.
    }
  }
  return false
}
