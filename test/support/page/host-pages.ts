import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { listen } from '../server/listen.ts'

const folder = join(import.meta.dirname, '..', '..', 'e2e', 'pages')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.xhtml': 'application/xhtml+xml; charset=utf-8',
}

/** Path of a page that a test has written. */
export const WRITTEN = '/written'

/** The website with the script tag: the files of test/e2e/pages on their own port. */
export interface HostPages {
  /** An origin of another site than the server's: `http://localhost:` and the port. */
  readonly crossSite: string
  /** Another origin of the same site as the server, like a school's subdomain: `http://127.0.0.1:` and the port. */
  readonly sameSite: string
  /** Requested paths in order, including missing ones. */
  readonly requested: readonly string[]
  /** Serves a page of the test's own at `/written`, replacing the previous one. */
  write(html: string): void
  close(): Promise<void>
}

/** Serves the pages, with `{{server}}` replaced by the server's origin. `{page}.headers.json` beside a page sets its headers. */
export async function startHostPages(serverOrigin: () => string): Promise<HostPages> {
  const requested: string[] = []
  let written: string | undefined
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    // Some Chromium versions request it.
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end()
      return
    }
    requested.push(pathname)
    const file = pathname === WRITTEN ? written : await readPage(pathname)
    const type = types[pathname === WRITTEN ? '.html' : extname(pathname)] ?? 'text/plain'
    const headers = JSON.parse((await readPage(`${pathname}.headers.json`)) ?? '{}')
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': type, ...headers })
    response.end(file?.replaceAll('{{server}}', serverOrigin()))
  })
  const { url, port, close } = await listen(server)
  const write = (html: string) => {
    written = html
  }
  return { crossSite: `http://localhost:${port}`, sameSite: url, requested, write, close }
}

/** `/pages/plain.html` and `/plain.html` are the same file. A page's own scripts and pictures are beside it. */
const readPage = (pathname: string): Promise<string | undefined> =>
  readFile(join(folder, pathname.replace(/^\/pages\//, '/')), 'utf8').catch(() => undefined)
