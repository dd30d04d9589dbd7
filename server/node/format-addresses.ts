import type { Deps } from '../deps.ts'

/** Listen addresses that mean all interfaces. */
const EVERY = ['0.0.0.0', '::', '[::]']

/** Returns an address under which the server is reachable on this machine. */
const localAddress = (host: string | undefined, port: number): string => {
  const name = host === undefined || EVERY.includes(host) ? 'localhost' : host
  return `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`
}

/** Returns the text printed once the server listens: the addresses for a person at the terminal. */
export function formatAddresses({
  host,
  port,
  publicUrl,
  isProduction,
  setupToken,
}: Pick<Deps, 'publicUrl' | 'isProduction' | 'setupToken'> & {
  /** Listen address; `undefined` means all. */
  readonly host: string | undefined
  readonly port: number
}): string {
  const here = localAddress(host, port)
  const at = publicUrl ?? here
  const lines = [
    `Kelisim listens on ${here}`,
    ...(isProduction ? [] : [`  Demo school     ${at}/demo/`]),
    `  Script tag      <script src="${at}/widget.js" async></script>`,
    `  Privacy policy  ${at}/policy`,
    `  Console         ${at}/admin/`,
    `  Interface       ${at}/docs`,
    ...(isProduction && publicUrl === undefined
      ? ['', '  Visitors come by another address: set KELISIM_URL to it, and it is printed here.']
      : []),
    ...(setupToken
      ? [
          '',
          '  First start: make the first administrator’s account at',
          `  ${at}/admin/#setup=${setupToken}`,
        ]
      : []),
  ]
  return `${lines.join('\n')}\n`
}
