import { type Context, Hono } from 'hono'
import { answerAsset } from '../http/answering/answer-asset.ts'
import { ApiError } from '../http/answering/api-error.ts'
import type { AppDeps } from '../http/app-deps.ts'

/** Pages of the server load from this server only, run no inline script, and cannot be framed. */
const OWN_PAGE_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** The demo also frames one of its own pages, in place of a video host. */
const DEMO_CSP = OWN_PAGE_CSP.replace(
  "frame-ancestors 'none'",
  "frame-src 'self'; frame-ancestors 'self'",
)

/** Whether a path ends with a name that has an extension: a file, not a screen. */
const isFile = (path: string): boolean => path.lastIndexOf('.') > path.lastIndexOf('/')

/**
 * Returns the file of a path. Every address of a screen of the console is its one page, which finds the screen by itself and
 * says so where there is none; a missing file stays missing.
 */
function fileOf(path: string, folder: '/admin/' | '/demo/'): string {
  const isScreen = folder === '/admin/' && !path.startsWith('/admin/assets/') && !isFile(path)
  if (isScreen) return '/admin/index.html'
  return path.endsWith('/') ? `${path}index.html` : path
}

/** Serves a built folder of pages: `/admin/` returns its `index.html`. */
function pages(deps: AppDeps, folder: '/admin/' | '/demo/', contentSecurityPolicy: string): Hono {
  const serve = (c: Context) => {
    const path = fileOf(c.req.path, folder)
    const asset = deps.assets.files.get(path)
    if (!asset) throw new ApiError('not_found')
    const isHashed = path.startsWith(`${folder}assets/`)
    return answerAsset(c, asset, {
      'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      'content-security-policy': contentSecurityPolicy,
      'referrer-policy': 'same-origin',
    })
  }
  return new Hono()
    .get(folder.slice(0, -1), (c) => c.redirect(folder, 308))
    .get(`${folder}*`, serve)
}

/** The console and, outside production, the demo school. */
export function staticPages(deps: AppDeps): Hono {
  const app = new Hono().route('/', pages(deps, '/admin/', OWN_PAGE_CSP))
  if (deps.isProduction) return app
  return app.route('/', pages(deps, '/demo/', DEMO_CSP))
}
