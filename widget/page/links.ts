import { genuine } from './genuine.ts'

/** What a link or button in the page may ask for. */
export type LinkTarget = 'settings' | 'my-data' | 'withdraw'

/** What an address or its fragment asks for, if anything. */
export const hashTarget = (href: string | null | undefined): LinkTarget | undefined =>
  /^#kelisim-(settings|my-data|withdraw)$/.exec(href as string)?.[1] as LinkTarget | undefined

/** What a link or button asks for: by its name or its fragment. */
const targetOf = (element: HTMLElement & Partial<HTMLAnchorElement>): LinkTarget | undefined =>
  hashTarget(`#kelisim-${element.dataset.kelisim}`) ??
  // The fragment serves where a site builder strips attributes, whatever page it writes before it. As a property, since a
  // form may have a control called `getAttribute`.
  hashTarget(element.hash || (element.attributes as { href?: Attr }).href?.value)

/** Answers a click on such a link or button; on anything else, and of another event, it does nothing. */
export function answerLink(
  event: Event,
  onTarget: (target: LinkTarget, opener: HTMLElement) => void,
): void {
  // Of the window's own events none bubbles, and only an element has `closest`.
  const element =
    event.bubbles &&
    genuine(event.target as Element).closest?.<HTMLElement>('[data-kelisim],[href]')
  const target = element && targetOf(element)
  if (!target) return
  event.preventDefault()
  onTarget(target, element)
}

/** The page's own link to the settings, if it has one. */
export const findSettingsLink = (): Element | null =>
  document.querySelector('[data-kelisim=settings],[href$=kelisim-settings]')
