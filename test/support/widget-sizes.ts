import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { readImports } from './read-imports.ts'
import { startServer } from './start-server.ts'

const widgetFolder = join(import.meta.dirname, '..', '..', 'dist', 'widget')
export const languages = ['kk', 'ru', 'en'] as const

/** Bytes that a visitor downloads, brotli 11, without headers. */
export interface WidgetSizes {
  /** `/widget.js` with the site written in. */
  readonly loader: number
  /** Loader and banner, with its styles and the texts of one language: what a visitor waits for who has not chosen. */
  readonly firstVisit: Readonly<Record<(typeof languages)[number], number>>
  /** What keeps the choice; brought once the banner is shown. */
  readonly keeper: number
}

/** Measures the loader as a real server sends it, and the other files of the build that it brings. */
export async function measureWidget(): Promise<WidgetSizes> {
  const server = await startServer()
  try {
    const loader = await download(`${server.url}/widget.js`)
    const total = (language: string) => loader + sizeOf(`ui-${language}-`)
    const firstVisit = { kk: total('kk'), ru: total('ru'), en: total('en') }
    return { loader, firstVisit, keeper: sizeOf('consent-') }
  } finally {
    await server.stop()
  }
}

/** Compressed bytes of a file of the build, and of all that it imports, by how its name begins. */
function sizeOf(start: string): number {
  const entry = readdirSync(widgetFolder).find((name) => name.startsWith(start))
  if (!entry) throw new Error(`dist/widget has no ${start}*.js: run npm run build`)
  const found = new Set<string>()
  closure(entry, found)
  return [...found].reduce((total, file) => total + compressedSize(file), 0)
}

const compressedSize = (file: string): number =>
  brotliCompressSync(readFileSync(join(widgetFolder, file)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }).byteLength

function closure(file: string, found: Set<string>): void {
  found.add(file)
  const imports = readImports(file, readFileSync(join(widgetFolder, file), 'utf8'))
  for (const { specifier, kind } of imports) {
    const name = specifier.replace(/^\.\//, '')
    if (kind === 'value' && !found.has(name)) closure(name, found)
  }
}

/** Length of a body as sent to a browser that takes brotli; `fetch` would unpack it. */
const download = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = get(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength
      })
      response.on('end', () => {
        if (response.statusCode === 200 && response.headers['content-encoding'] === 'br')
          resolve(bytes)
        else reject(new Error(`${url} answered ${response.statusCode}, not as brotli`))
      })
    })
    request.on('error', reject)
  })
