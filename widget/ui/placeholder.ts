import * as text from '../text/kk.ts'
import { boxOf, readShown } from './box.ts'
import { button, element } from './element.ts'
import { fill } from './fill.ts'
import { grantsOf } from './granted.ts'
import { themeOf } from './look.ts'
import { placeholderCss } from './placeholder-styles.ts'
import type { PlaceholderUi, UiHost } from './props.ts'
import { protect } from './protect.ts'
import { adoptSheet, keepStyled } from './sheet.ts'
import { countryIn } from './words.ts'

/** Tells the placeholders of one page apart. */
let count = 0
let hasStyles = false
/** The same for all of them: a value that is not understood is named once. */
let theme: string | undefined

/** The address of what a frame would show; none where it is no web address. */
function addressOf(frame: HTMLElement): string {
  try {
    const { protocol, href } = new URL(frame.dataset.src ?? '', document.baseURI)
    return frame.dataset.src && /^https?:$/.test(protocol) ? href : ''
  } catch {
    // Not an address at all: the placeholder does without a link.
    return ''
  }
}

/** A picture of the site's own in the background, `data-preview`: from this site alone, so that nobody else is asked. */
function previewOf(frame: HTMLElement): HTMLImageElement | false {
  try {
    const { origin, href } = new URL(frame.dataset.preview ?? '', document.baseURI)
    return (
      !!frame.dataset.preview &&
      origin === location.origin &&
      element('img', { src: href, alt: '', decoding: 'async' })
    )
  } catch {
    return false
  }
}

/** The frames that have a placeholder, each with what puts that where it belongs. */
const frames = new Map<Node, () => void>()
const changes = new MutationObserver((records) => {
  for (const frame of new Set(records.map(({ target }) => target))) frames.get(frame)?.()
})

/** So often is a placeholder put back that the page has taken away: a visitor's own blocker takes it again, and may. */
const RETURNS = 9

/** Puts a placeholder back before its frame where the page has made its content like the server's answer, as Turbo and Livewire do. Answers the end of it. */
function keepBefore(frame: HTMLElement, place: HTMLElement, settle: () => void): () => void {
  let left = RETURNS
  const observer = new MutationObserver(() => {
    if (frame.previousElementSibling === place || !frame.isConnected || !left--) return
    settle()
    observe()
  })
  const observe = () => {
    observer.disconnect()
    if (frame.parentNode) observer.observe(frame.parentNode, { childList: true })
  }
  observe()
  return () => observer.disconnect()
}

/** Answers what puts a placeholder where its frame is, with its box, by the rules that the page has for the frame now. */
const createSettle = (frame: HTMLElement, place: HTMLElement) => (): void => {
  if (frame.previousElementSibling !== place) frame.before(place)
  // It hides the frame that it stands before, whatever the page makes of the frame's own classes; not while it asks.
  place.hidden = true
  const shown = readShown(frame)
  place.hidden = false
  place.style.cssText = ''
  for (const [name, value] of Object.entries(boxOf(frame, shown)))
    place.style.setProperty(name, value, 'important')
}

/** A link to what the frame would show, in a tab of its own. */
const createLink = (href: string): HTMLAnchorElement =>
  element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text.placeholderOpen)

/** Who would be asked for content, and where data would go; as much as the site has said of it. */
function describe({ language }: UiHost, frame: HTMLElement) {
  const service = __KELISIM_DETAILS__.services.find(({ id }) => id === frame.dataset.service)
  const country = service ? countryIn(language, service.country) : ''
  const provider =
    service && fill(text.placeholderProvider, { provider: service.provider, country })
  return {
    // Every one that it needs, joined by commas: a service has one, its frame may name more.
    purpose: frame.dataset.category ?? service?.purpose ?? 'external',
    title: service
      ? fill(text.placeholderTitle, { service: service.name })
      : frame.title || frame.getAttribute('alt') || text.catExternalName,
    words: [provider, text.placeholderAbroad].filter(Boolean).join(' '),
  }
}

/** Without Preact: a page with frames and a choice made long ago loads nothing else of the UI. */
export const showPlaceholder: PlaceholderUi['showPlaceholder'] = (host, frame, onLoadOnce) => {
  const { purpose, title, words } = describe(host, frame)
  const address = addressOf(frame)
  const id = `kelisim-placeholder-${++count}`
  if (!hasStyles) adoptSheet(protect(placeholderCss))
  hasStyles = true
  const allow = (): void => {
    const { purposes, dataKinds } = grantsOf(host.site, host.current())
    const wanted = Object.fromEntries(purpose.split(/[\s,]+/).map((id) => [id, true]))
    void host.choose({ purposes: { ...purposes, ...wanted }, dataKinds }, 'placeholder')
  }
  const place = element(
    'div',
    { id, lang: host.language },
    previewOf(frame),
    // What is written in it never makes it larger than its frame.
    element(
      'div',
      {},
      element('strong', {}, title),
      element('p', {}, words),
      // Where nobody is asked there is nothing to agree to (CB-17): the link remains.
      !host.site.ruled &&
        element(
          'div',
          {},
          button(text.placeholderOnce, onLoadOnce),
          button(text.placeholderAlways, allow),
        ),
      address !== '' && createLink(address),
    ),
  )
  theme ??= themeOf(host)
  place.dataset.theme = theme
  // As attributes: Firefox before 119 does not know the properties.
  place.setAttribute('role', 'group')
  place.setAttribute('aria-label', title)
  const settle = createSettle(frame, place)
  settle()
  keepStyled(place)
  const stopKeeping = keepBefore(frame, place, settle)
  addEventListener('resize', settle)
  frames.set(frame, settle)
  changes.observe(frame, {
    attributeFilter: ['class', 'style', 'width', 'height', 'hidden', 'align'],
  })
  return () => {
    const hadFocus = place.contains(document.activeElement)
    removeEventListener('resize', settle)
    frames.delete(frame)
    stopKeeping()
    place.remove()
    if (!hadFocus) return
    // A picture takes no focus by itself, and the keyboard would begin anew at the page's top.
    if (frame.localName === 'img') frame.tabIndex = -1
    frame.focus()
  }
}
