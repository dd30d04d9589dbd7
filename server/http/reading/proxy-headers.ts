import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Hints } from './hints.ts'

/** Headers in which proxies report the client. */
const NAMES = ['x-forwarded-for', 'forwarded', 'x-real-ip'] as const

/** Returns a function to call with each request, which warns the operator of a proxy that is not trusted. */
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
