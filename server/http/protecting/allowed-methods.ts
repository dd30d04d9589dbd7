import type { Hono } from 'hono'

const METHODS = ['GET', 'POST', 'DELETE'] as const

/**
 * Returns the methods of a path (RFC 9110 section 15.5.6), `HEAD` with `GET`; none where the path does not exist. Middleware
 * for all methods, such as the rate limit, sends no response itself and does not count.
 */
export function allowedMethods(app: Hono, path: string): readonly string[] {
  return METHODS.filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method),
  ).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
}
