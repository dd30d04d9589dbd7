import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { listen } from '../../support/server/listen.ts'
import { type Contestant, PAGE_HOST } from './contestants.ts'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
}

/** A small page with a heading and two paragraphs, the same for all. */
const page = (head: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>School</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body{font:16px/1.5 sans-serif;margin:0}main{max-width:60rem;margin:auto;padding:2rem}h1{font-size:3rem}</style>
${head}</head><body><main><h1>A school in Almaty</h1>
<p>${'Lessons in three languages for children from six to eighteen. '.repeat(6)}</p>
<p>${'Clubs, sport and music on every day of the week. '.repeat(8)}</p>
<p><a href="/policy">Privacy policy</a></p></main></body></html>`

/** A page of each contestant, each on a host of its own, so that none finds the other's storage. */
export interface BenchPages {
  /** Address of the page of the contestant at this place in the list. */
  url(index: number): string
  close(): Promise<void>
}

/** Serves everything as brotli 11, made once. */
export async function servePages(contestants: readonly Contestant[]): Promise<BenchPages> {
  const made = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    const index = Number(/^w(\d+)\./.exec(request.headers.host ?? '')?.[1])
    const contestant = contestants[index]
    const path = request.url?.split('?')[0] ?? '/'
    const key = `${index} ${path}`
    const found = made.get(key) ?? (contestant && read(contestant, `w${index}.localhost`, path))
    if (!found) {
      response.writeHead(404, { 'content-length': 0 }).end()
      return
    }
    const body = made.get(key) ?? brotliCompressSync(found)
    made.set(key, body)
    const type = types[extname(path) || '.html'] ?? 'application/octet-stream'
    const headers = {
      'content-type': type,
      'content-encoding': 'br',
      'content-length': body.length,
    }
    response.writeHead(200, headers).end(body)
  })
  const { port, close } = await listen(server)
  return { url: (index) => `http://w${index}.localhost:${port}/`, close }
}

/** Node's default for brotli is quality 11. */
function read({ head, files }: Contestant, host: string, path: string): Buffer | undefined {
  if (path === '/') return Buffer.from(page(head.replaceAll(PAGE_HOST, host)))
  // Opened first, so that the renderer of this host has started before anything is timed.
  if (path === '/empty') return Buffer.from('<!doctype html><link rel="icon" href="data:,">')
  const [prefix = '', target = ''] =
    Object.entries(files).find(([from]) =>
      from.endsWith('/') ? path.startsWith(from) : path === from,
    ) ?? []
  const file = prefix.endsWith('/') ? target + path.slice(prefix.length) : target
  return file && existsSync(file) ? readFileSync(file) : undefined
}
