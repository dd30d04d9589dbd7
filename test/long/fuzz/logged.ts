import { CANARY } from './values.ts'

/** Lines that tell the operator which address was met, so that it can be listed. */
const HINTS = new Set(['origin_unlisted', 'origin_hidden', 'foreign_host'])

/** Scheme, name and port, and nothing else. */
const isSite = (value: unknown, scheme = ''): boolean =>
  typeof value === 'string' &&
  URL.canParse(scheme + value) &&
  new URL(scheme + value).origin === scheme + value

/** A line without the address that a hint is there to name; as it is where the fields hold anything more. */
function withoutSite(line: string): string {
  if (!line.startsWith('{')) return line
  const { origin, host, ...rest } = JSON.parse(line)
  if (!HINTS.has(rest.msg)) return line
  return JSON.stringify({
    ...rest,
    ...(!isSite(origin) && { origin }),
    ...(!isSite(host, 'http://') && { host }),
  })
}

/** The first line of a server's log that holds a value which was sent, in whatever case; `undefined` where none does. */
export const findLogged = (output: string): string | undefined =>
  output.split('\n').find((line) => withoutSite(line).toLowerCase().includes(CANARY.toLowerCase()))
