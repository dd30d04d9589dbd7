/** What a link or button in the page may ask for. */
export type LinkTarget = 'settings' | 'my-data' | 'withdraw'

/** What an address or its fragment asks for, if anything. */
export const hashTarget = (href: string | null | undefined): LinkTarget | undefined =>
  /^#kelisim-(settings|my-data|withdraw)$/.exec(href as string)?.[1] as LinkTarget | undefined

/** A link or button, or whatever else a click goes through. */
export type Link = HTMLElement & { readonly hash?: string }

/** What a link or button asks for: by its name or its fragment. Whatever a page has named into a form is neither. */
export const targetOf = ({ dataset, hash }: Link): LinkTarget | undefined =>
  // The fragment serves where a site builder strips attributes, whatever page it writes before it.
  hashTarget(hash || `#kelisim-${dataset?.kelisim}`)

/** Links to the settings. Whether one can be seen and reached is told later (`ui/ways-back/find-way.ts`); that it is drawn is told at a glance. */
export const SETTINGS_LINK = '[data-kelisim=settings],[href$=kelisim-settings]'
