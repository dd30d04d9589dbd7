import type { Hono } from 'hono'
import { createApp } from '../app.ts'
import { verifyJws } from '../crypto/jws.ts'
import { createNodeCryptography } from '../crypto/node.ts'
import { guardClock } from '../domain/calendar/clock-guard.ts'
import { followClock } from '../domain/policy/live-library.ts'
import { addPublished } from '../domain/publishing/updates.ts'
import { openEditions } from '../open-editions.ts'
import type { Notice, Store } from '../store/store.ts'
import { StoreError } from '../store/store-error.ts'
import type { Published, SiteSettings } from './bindings.ts'
import { openBundle, policies as versions } from './open-bundle.ts'
import { createLog, surroundingsOf } from './surroundings.ts'

/** Paths whose responses are equal for all visitors of a site, and need no stored data except the notices. */
const STATIC =
  /^\/(?:$|widget\.js$|(?:assets|admin|demo|policy)(?:\/|$)|(?:docs|policy\.txt|cookies|personal-data-list|consent-form)$|v1\/openapi\.json$|\.well-known\/(?:gpc\.json|security\.txt)$)/

/** Returns whether a request is handled without the site's object. */
export const isStatic = ({ method }: Request, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') && STATIC.test(path)

const refuse = () => Promise.reject(new StoreError('static', 'unavailable', 'not_here'))

/** The app that the Worker itself runs for a site. */
export interface StaticSite {
  readonly app: Hono
  /** Adds what was published since. */
  learn(published: Published): Promise<void>
}

/** A store that contains the notices ever shown and rejects every other call. */
function noticesAlone(readShown: () => readonly Notice[]): Store {
  const known: Partial<Store> = {
    addNotice: () => Promise.resolve(),
    listNotices: (language) =>
      Promise.resolve(readShown().filter((one) => one.language === language)),
  }
  return new Proxy(known, {
    get: (target, name) => Reflect.get(target, name) ?? refuse,
  }) as Store
}

/** Returns the app that the Worker itself runs: the same application as in the object, on a store without personal data. */
export async function openStaticApp(
  settings: SiteSettings,
  published: Published,
): Promise<StaticSite> {
  const { site, secrets, host } = settings
  let shown = published.notices
  const log = createLog(host)
  const store = noticesAlone(() => shown)
  const clockGuard = guardClock(Date.now, undefined)
  const policies = followClock(versions, Date.now, site.timeZone, published.versions)
  const core = { store, site, policies, clock: Date.now }
  const { editions, ...edition } = await openEditions(openBundle(), core)
  const app = createApp({
    ...{ ...core, verifyJws, clockGuard, log },
    ...surroundingsOf(settings, undefined, log),
    cryptography: createNodeCryptography(secrets.current),
    signer: { sign: refuse, publicKeys: refuse },
    ...edition,
    policyUpdates: { run: refuse },
    ...{ setupToken: undefined, prepareMail: undefined, transport: undefined },
  })
  return {
    app,
    async learn({ notices, versions: all }) {
      shown = notices
      await addPublished(all, { policies, editions })
    },
  }
}
