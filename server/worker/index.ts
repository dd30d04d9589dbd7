import type { Hono } from 'hono'
import { type Bindings, readSites, type SiteSettings, type SiteStub } from './bindings.ts'
import { answerUnavailable, finish, logFailure } from './finish.ts'
import { isStatic, openStaticApp } from './static-app.ts'

export { SiteObject } from './site-object.ts'

/** The client's address in every form but the platform's own: none of them is believed. */
const PASSED_ON = [
  'x-forwarded-for',
  'x-real-ip',
  'forwarded',
  'x-forwarded-proto',
  'x-forwarded-host',
]

let known: ReturnType<typeof readSites> | undefined
const staticApps = new Map<string, Hono>()

/**
 * What answers in this isolate, with what the site's object says that was ever shown. It is kept once it is whole: with a request
 * that is cut off, what it waits for never comes, and whoever waited for the same would wait for ever.
 */
async function findStaticApp(settings: SiteSettings, stub: SiteStub): Promise<Hono> {
  const { host } = settings
  const app = staticApps.get(host) ?? (await openStaticApp(settings, await stub.readShownNotices()))
  staticApps.set(host, app)
  return app
}

/** Most requests in a trial have none of these headers, and copying one costs as much as reading its body. */
function dropPassedOn(request: Request): Request {
  if (!PASSED_ON.some((name) => request.headers.has(name))) return request
  const own = new Request(request)
  for (const name of PASSED_ON) own.headers.delete(name)
  return own
}

async function answer(request: Request, bindings: Bindings): Promise<Response> {
  const url = new URL(request.url)
  known ??= readSites(bindings)
  // A dot behind the name is the same name.
  const settings = known.get(url.hostname.replace(/\.$/, ''))
  const stub = settings && bindings.SITE?.getByName(settings.host)
  if (!settings || !stub)
    return new Response('There is no site of this name here.\n', { status: 404 })
  if (isStatic(request, url.pathname)) {
    const app = await findStaticApp(settings, stub)
    return finish(await app.fetch(request), request.url)
  }
  return stub.fetch(dropPassedOn(request))
}

export default {
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    try {
      return await answer(request, bindings)
    } catch (error) {
      return answerUnavailable(logFailure(new URL(request.url).hostname, 'not_answered', error))
    }
  },
}
