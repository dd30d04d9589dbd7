import type { Hono } from 'hono'
import { type Bindings, readSites, type SiteSettings, type SiteStub } from './bindings.ts'
import { answerUnavailable, finish } from './finish.ts'
import { isStatic, openStaticApp } from './static-app.ts'
import { createLog } from './surroundings.ts'

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
const staticApps = new Map<string, Promise<Hono>>()

/** What answers in this isolate; opened once, with what the site's object says that was ever shown. */
function findStaticApp(settings: SiteSettings, stub: SiteStub): Promise<Hono> {
  const { host } = settings
  const opened =
    staticApps.get(host) ?? stub.readShownNotices().then((shown) => openStaticApp(settings, shown))
  staticApps.set(host, opened)
  opened.catch(() => staticApps.delete(host))
  return opened
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
  const settings = known.get(url.hostname)
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
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : typeof error
      createLog(new URL(request.url).hostname)('error', 'not_answered', { reason })
      return answerUnavailable()
    }
  },
}
