import type { Hono } from 'hono'
import {
  type Bindings,
  findSite,
  type ObjectId,
  type SiteSettings,
  type SiteStub,
} from './bindings.ts'
import { answerUnavailable, finish, logFailure } from './finish.ts'
import { isStatic, openStaticApp, type StaticSite } from './static-app.ts'

export { SiteObject } from './site-object.ts'

/** Headers with the client's address other than the platform's own. None of them is trusted. */
const PASSED_ON = [
  'x-forwarded-for',
  'x-real-ip',
  'forwarded',
  'x-forwarded-proto',
  'x-forwarded-host',
]

// The first formatter loads the time zones, which takes 30 ms: done while the isolate starts, before anybody waits for it.
new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(0)

/** Ids of the sites' objects, cached because deriving one from a name computes a hash. */
const objectIds = new Map<string, ObjectId>()

function findObject(host: string, objects: NonNullable<Bindings['SITE']>): SiteStub {
  const id = objectIds.get(host) ?? objects.idFromName(host)
  objectIds.set(host, id)
  return objects.get(id)
}

/** How often an isolate asks whether a version of the policy was published in the console, in milliseconds. */
const ASK_EVERY_MS = 30_000
/** No isolate has so few. */
const NONE = -1

interface Known extends StaticSite {
  versions: number
  askedAtMs: number
}
const staticApps = new Map<string, Known>()

/**
 * Returns the static app of a site in this isolate, built with what the site's object has ever shown. Cached only once
 * complete: a promise that belongs to an aborted request never resolves, and every other request waiting for it would hang.
 */
async function findStaticApp(
  settings: SiteSettings,
  objects: NonNullable<Bindings['SITE']>,
): Promise<Hono> {
  const { host } = settings
  const known = staticApps.get(host)
  if (known) {
    if (Date.now() - known.askedAtMs >= ASK_EVERY_MS) await learn(known, findObject(host, objects))
    return known.app
  }
  const published = await findObject(host, objects).readPublished(NONE)
  if (!published) throw new Error('the object has not told what it has published')
  const site = await openStaticApp(settings, published)
  const versions = published.versions.length
  staticApps.set(host, { ...site, versions, askedAtMs: Date.now() })
  return site.app
}

/** Learns what was published meanwhile. An object that does not answer is asked again later: what is known stays right. */
async function learn(known: Known, object: SiteStub): Promise<void> {
  // First, so that other requests do not wait for the same.
  known.askedAtMs = Date.now()
  try {
    const published = await object.readPublished(known.versions)
    if (!published) return
    await known.learn(published)
    known.versions = published.versions.length
  } catch {
    // The object has logged it.
  }
}

/** Most requests have none of these headers, and copying one costs as much as reading its body. */
function dropPassedOn(request: Request): Request {
  if (!PASSED_ON.some((name) => request.headers.has(name))) return request
  const own = new Request(request)
  for (const name of PASSED_ON) own.headers.delete(name)
  return own
}

async function answer(request: Request, bindings: Bindings): Promise<Response> {
  const url = new URL(request.url)
  // A trailing dot denotes the same name.
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
