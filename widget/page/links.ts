/** What a link or button in the page can open. */
export type LinkTarget = 'settings' | 'my-data' | 'withdraw'

/** Returns the target of an address or fragment, if any. */
export const hashTarget = (href: string | null | undefined): LinkTarget | undefined =>
  /^#kelisim-(settings|my-data|withdraw)$/.exec(href as string)?.[1] as LinkTarget | undefined

/** A link or button, or another element in the path of a click. */
export type Link = HTMLElement & { readonly hash?: string }

/** Returns the target of a link or button, by its attribute or its fragment. Properties shadowed by form controls are neither. */
export const targetOf = ({ dataset, hash }: Link): LinkTarget | undefined =>
  // The fragment serves where a site builder strips attributes, whatever page it writes before it.
  hashTarget(hash || `#kelisim-${dataset?.kelisim}`)

/** Links to the settings that exist. Whether one is visible and reachable is checked later (`ui/ways-back/find-way.ts`). */
export const SETTINGS_LINK = '[data-kelisim=settings],[href$=kelisim-settings]'
