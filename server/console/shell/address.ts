import { useEffect, useState } from 'preact/hooks'

const ROOT = '/admin'

/** Where the console is: the part of the address below `/admin`, and its query. */
export interface Address {
  /** `/` for the first screen, `/requests/R-7K2M9QXA`; without a slash at its end. */
  readonly path: string
  readonly query: URLSearchParams
}

const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** Returns the current address. */
export const readAddress = (): Address => ({
  path: `/${location.pathname.slice(ROOT.length).split('/').filter(Boolean).join('/')}`,
  query: new URLSearchParams(location.search),
})

/** Returns the address of a screen for a link: `toHref('/requests', { state: 'open' })`. What is `undefined` is left out. */
export function toHref(
  path: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value))
  return `${ROOT}${path}${search.size > 0 ? `?${search}` : ''}`
}

/** Goes to an address made by `toHref`. `isReplaced`: without an entry in the browser's history. */
export function go(href: string, { isReplaced = false }: { readonly isReplaced?: boolean } = {}) {
  // Where storage is blocked the fragment keeps the language.
  const to = location.hash.startsWith('#lang=') ? href + location.hash : href
  if (isReplaced) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  tell()
}

/** Changes entries of the query and keeps the others; `undefined` removes one. Never personal data: it stays in the history. */
export function setQuery(
  changes: Readonly<Record<string, string | undefined>>,
  options?: { readonly isReplaced?: boolean },
) {
  const { path, query } = readAddress()
  go(toHref(path, { ...Object.fromEntries(query), ...changes }), options)
}

/** Returns the current address, kept up to date. */
export function useAddress(): Address {
  const [address, setAddress] = useState(readAddress)
  useEffect(() => {
    const update = () => setAddress(readAddress())
    listeners.add(update)
    addEventListener('popstate', update)
    return () => {
      listeners.delete(update)
      removeEventListener('popstate', update)
    }
  }, [])
  return address
}

const isForAnotherTab = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent) =>
  button !== 0 || metaKey || ctrlKey || shiftKey || altKey

/** Lets plain links to screens change the address without loading the console anew. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || isForAnotherTab(event)) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.target || link.hasAttribute('download') || link.hash) return
    if (link.origin !== location.origin || !`${link.pathname}/`.startsWith(`${ROOT}/`)) return
    event.preventDefault()
    if (link.href !== location.href) go(link.pathname + link.search)
  })
}
