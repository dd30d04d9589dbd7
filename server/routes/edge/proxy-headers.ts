import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Hints } from './hints.ts'

/** What proxies say of the client. */
const NAMES = ['x-forwarded-for', 'forwarded', 'x-real-ip'] as const

const pass: MiddlewareHandler = (_, next) => next()

/** Tells the operator where a proxy stands before the server that is not believed. */
export const noticeProxy = ({
  trustedProxies,
  hints,
}: Pick<Deps, 'trustedProxies'> & { readonly hints: Hints }): MiddlewareHandler =>
  trustedProxies > 0
    ? pass
    : function noticeProxy(c, next) {
        if (NAMES.some((name) => c.req.header(name) !== undefined)) hints.tell('proxy_untrusted')
        return next()
      }
