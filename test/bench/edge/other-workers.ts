// What the Worker is measured against on its own platform.

const PARSE = `async (request) => {
  const body = await request.json()
  return Response.json({ received: body !== null }, { status: request.url.endsWith('/v1/visits') ? 202 : 201 })
}`

/** Parses the same body, answers the same status and stores nothing. */
export const bareWorker = `export default { fetch: ${PARSE} }`

/** The same in a Durable Object: what the platform takes for handing a request to one. */
export const bareObject = `
import { DurableObject } from 'cloudflare:workers'
const parse = ${PARSE}
export class SiteObject extends DurableObject { fetch(request) { return parse(request) } }
export default { fetch: (request, { SITE }) => SITE.getByName('site').fetch(request) }`

/** Answers what another has answered: the same bytes under the same headers. */
export const answerSame = (body: Uint8Array, headers: Readonly<Record<string, string>>): string => `
const body = Uint8Array.from(atob('${Buffer.from(body).toString('base64')}'), (one) => one.charCodeAt(0))
const answer = { headers: ${JSON.stringify(headers)}, encodeBody: 'manual' }
export default { fetch: () => new Response(body, answer) }`

/** Kelisim's Worker with an object that can be evicted, and whose regular work is done when it is asked for, never beside what is measured. */
export const workerOfTrial = `
import worker, { SiteObject as Site } from './worker.js'
export class SiteObject extends Site {
  alarm() {}
  work() { return super.alarm() }
  evict() { this.ctx.abort('evicted') }
}
export default worker`
