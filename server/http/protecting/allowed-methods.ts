import type { Hono } from 'hono'

const METHODS = ['GET', 'POST', 'DELETE'] as const

/**
 * The methods that an address takes (RFC 9110 section 15.5.6), `HEAD` with `GET`; none where there is nothing at all.
 * What every method passes through, as the limit of requests, answers nothing by itself and does not count.
 */
export function allowedMethods(app: Hono, path: string): readonly string[] {
  return METHODS.filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method),
  ).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
}
