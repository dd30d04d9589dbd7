/** A normalised origin, or a sentence that says what it should be. */
export type OriginResult = { readonly origin: string } | { readonly problem: string }

/** What an origin must not contain. The first match is reported; each sentence continues after 'must be'. */
const WRONG: readonly (readonly [RegExp, string])[] = [
  [/^['"]|['"]$/, 'written without quotation marks'],
  [/[\s;]/, 'separated from the next by a comma alone'],
  [/…|\.\.\./, 'a whole address in place of the dots, such as https://school.kz'],
  [/^null$/i, 'the address of a site; pages whose origin is null cannot be let in'],
  [/\*/, 'named in full, without *: list every origin'],
  [/^(?!https?:\/\/)/i, 'begun with https://, such as https://school.kz'],
  [/^https?:\/\/[^/?#]*@/i, 'written without a name or password before @'],
  [/^https?:\/\/[^/?#]*[/?#]./i, 'without a path: scheme, name and port alone (https://school.kz)'],
]

/**
 * Parses an origin and formats it as browsers do (RFC 6454 section 6.2): lower case, names of other scripts in ASCII, without
 * default port and without a slash or dot at the end.
 */
export function readOrigin(text: string): OriginResult {
  const wrong = WRONG.find(([pattern]) => pattern.test(text))
  if (wrong) return { problem: wrong[1] }
  const url = URL.canParse(text) ? new URL(text) : undefined
  const hostname = url?.hostname.replace(/\.$/, '') ?? ''
  if (!url || !isHostName(hostname)) return { problem: 'an address such as https://school.kz' }
  return { origin: `${url.protocol}//${hostname}${url.port && `:${url.port}`}` }
}

/** Letters, digits, `-`, `_` between single dots; or an IPv6 address in brackets. */
const isHostName = (name: string): boolean =>
  /^\[[0-9a-f:.]+\]$/.test(name) || /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name)

/** Longest origin that is parsed: `https://`, a name of 253 bytes, a port. */
const MAX_LENGTH = 270

/** Returns an origin as browsers format it, or `undefined` where the text is not an origin. */
export function normalizeOrigin(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const result = readOrigin(text)
  return 'origin' in result ? result.origin : undefined
}

/** Returns whether a host, with or without a port, is this machine itself: never a name under which visitors reach it. */
export const isLoopbackHost = (host: string): boolean =>
  /^(localhost|(.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])\.?(:\d+)?$/i.test(host)
