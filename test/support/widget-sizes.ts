import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { readImports } from './read-imports.ts'
import { startServer } from './start-server.ts'

export const widgetFolder = join(import.meta.dirname, '..', '..', 'dist', 'widget')
export const languages = ['kk', 'ru', 'en'] as const

/** Bytes that a visitor downloads, brotli 11, without headers. */
export interface WidgetSizes {
  /** `/widget.js` with the site written in. */
  readonly loader: number
  /** Loader, banner, styles and texts of one language together. */
  readonly firstVisit: Readonly<Record<(typeof languages)[number], number>>
}

/** Measures the loader as a real server sends it, and the files of the build that the banner brings. */
export async function measureWidget(): Promise<WidgetSizes> {
  const server = await startServer()
  try {
    const loader = await download(`${server.url}/widget.js`)
    const total = (language: string) => loader + sum(bannerFiles(language).map(compressedSize))
    return { loader, firstVisit: { kk: total('kk'), ru: total('ru'), en: total('en') } }
  } finally {
    await server.stop()
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

const compressedSize = (file: string): number =>
  brotliCompressSync(readFileSync(join(widgetFolder, file)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }).byteLength

/** The banner's file of a language with everything that it imports. */
export function bannerFiles(language: string): string[] {
  const entry = readdirSync(widgetFolder).find((name) => name.startsWith(`ui-${language}-`))
  if (!entry) throw new Error(`dist/widget has no banner in ${language}: run npm run build`)
  return [...closure(entry, new Set())]
}

function closure(file: string, found: Set<string>): Set<string> {
  found.add(file)
  const imports = readImports(file, readFileSync(join(widgetFolder, file), 'utf8'))
  for (const { specifier, kind } of imports) {
    const name = specifier.replace(/^\.\//, '')
    if (kind === 'value' && !found.has(name)) closure(name, found)
  }
  return found
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
