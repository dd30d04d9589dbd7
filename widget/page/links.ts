/** What a link or button in the page may ask for. */
export type LinkTarget = 'settings' | 'my-data' | 'withdraw'

/** What an address or its fragment asks for, if anything. */
export const hashTarget = (href: string | null | undefined): LinkTarget | undefined =>
  /^#kelisim-(settings|my-data|withdraw)$/.exec(href as string)?.[1] as LinkTarget | undefined

/** A link or button, or whatever else a click goes through. */
type Link = HTMLElement & { readonly hash?: string }

/** What a link or button asks for: by its name or its fragment. Whatever a page has named into a form is neither. */
const targetOf = ({ dataset, hash }: Link): LinkTarget | undefined =>
  // The fragment serves where a site builder strips attributes, whatever page it writes before it.
  hashTarget(hash || `#kelisim-${dataset?.kelisim}`)

/** Answers a click on such a link or button; on anything else, and of another event, it does nothing. */
export function answerLink(
  event: Event,
  onTarget: (target: LinkTarget, opener: HTMLElement) => void,
): void {
  // The path leads through icons, and into the open shadow roots of web components.
  const link = (event.composedPath() as Link[]).find(targetOf)
  if (!link) return
  event.preventDefault()
  // A menu's own listener would look for the place that the fragment names, and there is none.
  if (link.hash) event.stopImmediatePropagation()
  onTarget(targetOf(link) as LinkTarget, link)
}

/**
 * Whether the page's first link to the settings can be seen, as far as that is told at a glance: it is drawn.
 * Else comes the button that stands in for it (`ui/find-way.ts`).
 */
export function isSettingsLinkSeen(): boolean {
  const link = document.querySelector('[data-kelisim=settings],[href$=kelisim-settings]')
  return !!link?.getClientRects().length
}
