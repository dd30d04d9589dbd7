import { type Context, Hono } from 'hono'

/** Returns what a function reads from a request with these headers, in the context of the server's routes. */
export async function readContext<T>(
  headers: Readonly<Record<string, string>>,
  read: (c: Context) => T | Promise<T>,
): Promise<T> {
  let result: { readonly value: T } | undefined
  const app = new Hono().get('/*', async (c) => {
    result = { value: await read(c) }
    return c.body(null)
  })
  app.onError((error) => {
    throw error
  })
  await app.request('/', { headers })
  if (!result) throw new Error('read context: nothing was read')
  return result.value
}
