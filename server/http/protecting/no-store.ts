import type { MiddlewareHandler } from 'hono'

/** Keeps every response, including errors, out of caches. */
export const noStore: MiddlewareHandler = async function noStore(c, next) {
  await next()
  c.res.headers.set('cache-control', 'no-store')
}
