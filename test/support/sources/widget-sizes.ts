import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { startServer } from '../server/start-server.ts'
import { readImports } from './read-imports.ts'

const widgetFolder = join(import.meta.dirname, '..', '..', '..', 'dist', 'widget')
export const languages = ['kk', 'ru', 'en'] as const

type PerLanguage = Readonly<Record<(typeof languages)[number], number>>

/** Bytes that a visitor downloads, brotli 11, without headers. */
export interface WidgetSizes {
  /** `/widget.js` with the site embedded. */
  readonly loader: number
  /** Loader and banner with its styles and the texts of one language: what a visitor who has not chosen waits for. */
  readonly firstVisit: PerLanguage
  /** The loader with the embedded banner in every language, for visitors known not to have chosen. */
  readonly loaderWithBanner: number
  /** The keeper, loaded once the banner or the settings are shown. */
  readonly keeper: number
  /** Preact, loaded with the first part that uses it. */
  readonly preact: number
  /** Each part by name, without its imports: the largest of its languages. */
  readonly parts: Readonly<Record<string, number>>
}

/** Measures the files as a real server sends them, with the site embedded. */
export async function measureWidget(): Promise<WidgetSizes> {
  const server = await startServer()
  try {
    const loader = await measureLoader(server.url, {})
    const loaderWithBanner = await measureLoader(server.url, { 'sec-fetch-site': 'same-site' })
    const build = await readBuildName(server.url)
    const sizes = new Map<string, number>()
    for (const name of partNames())
      sizes.set(name, await measurePart(`${server.url}/assets/${name}-${build}.js`))
    const sizeOf = (name: string) => {
      const size = sizes.get(name)
      if (!size) throw new Error(`dist/widget has no ${name}-*.js: run npm run build`)
      return size
    }
    const total = (language: string) =>
      closure(`ui-${language}`).reduce((sum, name) => sum + sizeOf(name), loader)
    const parts: Record<string, number> = {}
    for (const [name, size] of sizes) {
      const part = name.replace(/-(kk|ru|en)$/, '')
      parts[part] = Math.max(parts[part] ?? 0, size)
    }
    const firstVisit = { kk: total('kk'), ru: total('ru'), en: total('en') }
    const known = { keeper: sizeOf('consent'), preact: sizeOf('preact') }
    return { loader, loaderWithBanner, firstVisit, ...known, parts }
  } finally {
    await server.stop()
  }
}

/** Eight fixed hex digits, the same at each measurement. */
const MEASURED_NAME = '0badc0de'

/**
 * Returns the bytes of the loader as the server compresses it. Each database has its own owner, and thus each build its own
 * name, which changes the size by some ten bytes; both are replaced so that measurements are comparable.
 */
async function measureLoader(url: string, headers: Record<string, string>): Promise<number> {
  const loader = await (await fetch(`${url}/widget.js`, { headers })).text()
  if (rename(loader) === loader) throw new Error('the loader names neither owner nor build')
  return compress(loader)
}

const rename = (code: string): string =>
  code.replace(/(?<=[-`])[\da-f]{8}(?=`|\.js)/g, MEASURED_NAME)

/** Returns the bytes of a script as the server compresses it, with the fixed names. */
const compress = (code: string): number =>
  brotliCompressSync(rename(code), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).byteLength

/** Maximum difference that the names can make. */
const MOST_OF_A_NAME = 64

/** Returns the bytes of a part, and checks that the server sends as many apart from the names. */
async function measurePart(url: string): Promise<number> {
  const measured = compress(await (await fetch(url)).text())
  const sent = await download(url)
  if (Math.abs(sent - measured) > MOST_OF_A_NAME)
    throw new Error(`${url}: ${sent} bytes are sent, and ${measured} were measured`)
  return measured
}

/** Returns the server's name of the build, which is in the loader and in the name of each file. */
async function readBuildName(url: string): Promise<string> {
  const loader = await (await fetch(`${url}/widget.js`)).text()
  const name = /-([\da-f]{8})\.js/.exec(loader)?.[1]
  if (!name) throw new Error('the loader names no build')
  return name
}

const withoutBuild = (file: string): string =>
  file.replace(/^\.\//, '').replace(/-[\da-f]{8}\.js$/, '')

/** Returns every part of the build, without the build in its name. */
const partNames = (): string[] =>
  readdirSync(widgetFolder)
    .filter((name) => /-[\da-f]{8}\.js$/.test(name))
    .map(withoutBuild)

/** Returns a part and all its static imports. */
function closure(name: string, found = new Set<string>()): string[] {
  found.add(name)
  const file = readdirSync(widgetFolder).find((one) => withoutBuild(one) === name)
  if (!file) throw new Error(`dist/widget has no ${name}-*.js: run npm run build`)
  const imports = readImports(file, readFileSync(join(widgetFolder, file), 'utf8'))
  for (const { specifier, kind } of imports) {
    const next = withoutBuild(specifier)
    if (kind === 'value' && !found.has(next)) closure(next, found)
  }
  return [...found]
}

/** Returns the length of a body as sent to a browser that accepts brotli; `fetch` would decompress it. */
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
