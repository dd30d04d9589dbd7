import { type Context, Hono } from 'hono'
import { buildSiteResult } from '../domain/site/site.ts'
import { answerAsset } from '../http/answering/answer-asset.ts'
import { answerCached } from '../http/answering/answer-cached.ts'
import { ApiError } from '../http/answering/api-error.ts'
import { isSeenWithoutChoice, isUnseenElsewhere } from '../http/answering/choice-cookie.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { NOT_MODIFIED } from '../http/operations/description.ts'
import { operation } from '../http/operations/operation.ts'
import { hasPrivacySignal } from '../http/reading/privacy-signal.ts'

/** How long caches keep a loader, and so the time until a new configuration reaches every page. */
const LOADER_CACHE = 'max-age=300, stale-while-revalidate=86400'

/** Chunk names contain a hash of their content. */
const IMMUTABLE = 'public, max-age=31536000, immutable'

/** Any page may load the widget, whatever its cross-origin isolation. */
const FOR_ANY_PAGE = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
} as const

/** The public configuration, and the loader with it embedded. */
export const siteOperations = [
  operation({
    ...{ method: 'get', path: '/v1/site', tag: 'Site and policy', id: 'readSite' },
    who: 'anyone',
    summary: 'Read the public configuration',
    description: 'Operator, purposes on offer, data kinds, services, terms.',
    answers: [
      { status: 200, description: 'The configuration.', schema: 'SiteResult' },
      NOT_MODIFIED,
    ],
    handler:
      (deps) =>
      ({ c }) => {
        const body = JSON.stringify(buildSiteResult(deps))
        return answerCached(c, deps, { body, type: 'application/json' })
      },
  }),
  operation({
    ...{ method: 'get', path: '/widget.js', tag: 'Running it', id: 'loadWidget' },
    who: 'anyone',
    summary: 'The loader, with the site’s configuration written in',
    description:
      'What the script tag loads. It finds its further files under `/assets/` by itself.',
    answers: [{ status: 200, description: 'The loader.', type: 'text/javascript' }, NOT_MODIFIED],
    handler:
      (deps) =>
      ({ c }) =>
        answerLoader(c, deps),
  }),
]

/** The files of the build. */
export const assetRoutes = (deps: AppDeps): Hono =>
  new Hono().get('/assets/:name', (c) => {
    const asset = deps.assets.files.get(c.req.path)
    if (!asset) throw new ApiError('not_found')
    return answerAsset(c, asset, { 'cache-control': IMMUTABLE, ...FOR_ANY_PAGE })
  })

/**
 * A browser that sends Global Privacy Control only as a header gets a loader that knows it (CB-15); a visitor who has not
 * chosen, or appears to be new, gets the embedded banner, and sees it one request sooner. Both loaders behave the same, so
 * either may be cached; but the one with the banner is useless to others, so no shared cache stores it.
 */
function answerLoader(c: Context, { assets, owner }: AppDeps): Promise<Response> {
  const isGpc = hasPrivacySignal(c)
  const withBanner = assets.loader({ isGpc, isFirst: true })
  const isFirst = isSeenWithoutChoice(c, owner) || isUnseenElsewhere(c, withBanner.etag)
  return answerAsset(c, isFirst ? withBanner : assets.loader({ isGpc, isFirst }), {
    'cache-control': `${isFirst ? 'private' : 'public'}, ${LOADER_CACHE}`,
    ...FOR_ANY_PAGE,
    vary: 'Accept-Encoding, Sec-GPC',
  })
}
