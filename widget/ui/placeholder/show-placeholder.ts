import { toLink } from '../../page/builtins/to-link.ts'
import * as text from '../../text/kk.ts'
import { addressOf } from '../address.ts'
import { grantsOf } from '../granted.ts'
import type { PlaceholderUi, UiHost } from '../props.ts'
import { themeOf } from '../root/look.ts'
import { protect } from '../root/protect.ts'
import { adoptSheet, keepStyled } from '../root/sheet.ts'
import { draw } from '../root/static-tree.ts'
import { countryIn } from '../words.ts'
import { fill } from './fill.ts'
import { Placeholder } from './placeholder.tsx'
import { placeholderCss } from './placeholder-styles.ts'
import { takePlace } from './take-place.ts'

/** Counter for unique ids on a page. */
let count = 0
let hasStyles = false
/** Read once for all placeholders, so an invalid value is reported once. */
let theme: string | undefined

/** Returns the background picture, `data-preview`: only from this site, so that no third party is contacted. */
function previewOf({ dataset: { preview } }: HTMLElement): string | undefined {
  const { origin, href } = toLink(preview ?? '')
  return preview && origin === location.origin ? href : undefined
}

/** Returns who would be contacted for content, and where data would go, as far as the site is configured. */
function describe({ language }: UiHost, frame: HTMLElement) {
  const service = __KELISIM_DETAILS__.services.filter(({ id }) => id === frame.dataset.service)[0]
  const country = service ? countryIn(language, service.country) : ''
  const provider =
    service && fill(text.placeholderProvider, { provider: service.provider, country })
  return {
    // All purposes, joined by commas: a service has one, its frame may name more.
    purpose: frame.dataset.category ?? service?.purpose ?? 'external',
    title: service
      ? fill(text.placeholderTitle, { service: service.name })
      : frame.title || frame.getAttribute('alt') || text.catExternalName,
    words: [provider, text.placeholderAbroad].filter(Boolean).join(' '),
  }
}

/** Without Preact: a page with frames and an earlier choice loads no other part of the UI. */
export const showPlaceholder: PlaceholderUi['showPlaceholder'] = (host, frame, onLoadOnce) => {
  const { purpose, title, words } = describe(host, frame)
  const id = `kelisim-placeholder-${++count}`
  if (!hasStyles) adoptSheet(protect(placeholderCss))
  hasStyles = true
  const allow = (): void => {
    const { purposes, dataKinds } = grantsOf(host.site, host.current())
    const wanted = { ...purposes }
    for (const id of purpose.split(/[\s,]+/)) wanted[id] = true
    void host.choose({ purposes: wanted, dataKinds }, 'placeholder')
  }
  theme ??= themeOf(host)
  const place = draw(
    Placeholder({
      ...{ id, language: host.language, theme, preview: previewOf(frame), title, words },
      onLoadOnce: host.site.ruled ? undefined : onLoadOnce,
      onAllow: allow,
    }),
  )
  const link = place.querySelector('a') as HTMLAnchorElement
  keepStyled(place)
  const leave = takePlace(frame, place, () => {
    // The page, or a link that targets the frame, may set a new address.
    const address = addressOf(frame)
    link.hidden = !address
    if (address) link.href = address
  })
  return () => {
    const hadFocus = place.contains(document.activeElement)
    leave()
    if (!hadFocus) return
    frame.focus()
    if (frame.localName === 'iframe' || document.activeElement === frame) return
    // A picture is not focusable, and the focus would move to the page's top.
    frame.tabIndex = -1
    frame.focus()
  }
}
