import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Hints } from './hints.ts'

/** What proxies say of the client. */
const NAMES = ['x-forwarded-for', 'forwarded', 'x-real-ip'] as const

/** Makes what is shown each request, and tells the operator where a proxy stands before the server that is not believed. */
export const createProxyNotice = ({
  trustedProxies,
  hints,
}: Pick<Deps, 'trustedProxies'> & { readonly hints: Hints }): ((c: Context) => void) =>
  trustedProxies > 0
    ? () => undefined
    : (c) => {
        for (const name of NAMES)
          if (c.req.header(name) !== undefined) return hints.tell('proxy_untrusted')
      }
