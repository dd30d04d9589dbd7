import { DurableObject } from 'cloudflare:workers'
import { useStorage } from './stand-ins/object.ts'

/** The object in which one file’s tests run. */
export class SuiteObject extends DurableObject<object> {
  async fetch(request: Request): Promise<Response> {
    // The platform's own types are not installed.
    const { ctx } = this as unknown as { readonly ctx: { readonly storage: unknown } }
    useStorage(ctx.storage)
    // Nothing random and no timer is to be had while the isolate starts, and test files want both.
    const { runFile } = await import('./run-file.ts')
    return Response.json(await runFile(await request.text()))
  }
}

interface Bindings {
  readonly SUITE: { getByName(name: string): { fetch(request: Request): Promise<Response> } }
}

export default {
  fetch: (request: Request, { SUITE }: Bindings) =>
    SUITE.getByName(new URL(request.url).pathname).fetch(request),
}
