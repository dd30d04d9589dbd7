/** One-time tokens that an address brings. */
export interface Tokens {
  /** Of the first start, `#setup=…`. */
  readonly setup: string | undefined
  /** Of an invitation, `#invitation=…`. */
  readonly invitation: string | undefined
}

/** Takes one-time tokens from the address and removes them there at once, so they stay neither in the history nor on the screen. */
export function takeTokens(): Tokens {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const take = (name: string) => fragment.get(name) || undefined
  const tokens = { setup: take('setup'), invitation: take('invitation') }
  if (!tokens.setup && !tokens.invitation) return tokens
  fragment.delete('setup')
  fragment.delete('invitation')
  const rest = fragment.toString()
  history.replaceState(null, '', location.pathname + location.search + (rest && `#${rest}`))
  return tokens
}
