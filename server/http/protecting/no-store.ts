import type { MiddlewareHandler } from 'hono'

/** Keeps whatever is answered, errors included, out of every cache. */
export const noStore: MiddlewareHandler = async function noStore(c, next) {
  await next()
  c.res.headers.set('cache-control', 'no-store')
}
