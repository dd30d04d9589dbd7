import type { Hono } from 'hono'
import {
  type Bindings,
  findSite,
  type ObjectId,
  type SiteSettings,
  type SiteStub,
} from './bindings.ts'
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

// The first formatter opens the table of time zones, which takes 30 ms: while the isolate starts, before anybody waits for it.
new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(0)

/** Each site's object: to make its id of the name is a hash each time. */
const objectIds = new Map<string, ObjectId>()

function findObject(host: string, objects: NonNullable<Bindings['SITE']>): SiteStub {
  const id = objectIds.get(host) ?? objects.idFromName(host)
  objectIds.set(host, id)
  return objects.get(id)
}

const staticApps = new Map<string, Hono>()

/**
 * What answers in this isolate, with what the site's object says that was ever shown. It is kept once it is whole: with a request
 * that is cut off, what it waits for never comes, and whoever waited for the same would wait for ever.
 */
async function findStaticApp(
  settings: SiteSettings,
  objects: NonNullable<Bindings['SITE']>,
): Promise<Hono> {
  const { host } = settings
  const known = staticApps.get(host)
  if (known) return known
  const app = await openStaticApp(settings, await findObject(host, objects).readShownNotices())
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
  // A dot behind the name is the same name.
  const settings = findSite(bindings, url.hostname.replace(/\.$/, ''))
  const { SITE } = bindings
  if (!settings || !SITE)
    return new Response('There is no site of this name here.\n', { status: 404 })
  if (isStatic(request, url.pathname)) {
    const app = await findStaticApp(settings, SITE)
    return finish(await app.fetch(request), request.url)
  }
  return findObject(settings.host, SITE).fetch(dropPassedOn(request))
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
