/**
 * Takes the one-time token from the address (`#setup=…`) and removes it there at once, so it stays neither in the history nor
 * on the screen.
 */
export function takeSetupToken(): string | undefined {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const token = fragment.get('setup')
  if (!token) return undefined
  fragment.delete('setup')
  const rest = fragment.toString()
  history.replaceState(null, '', location.pathname + location.search + (rest && `#${rest}`))
  return token
}
