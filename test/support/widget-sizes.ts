import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { readImports } from './read-imports.ts'
import { startServer } from './start-server.ts'

const widgetFolder = join(import.meta.dirname, '..', '..', 'dist', 'widget')
export const languages = ['kk', 'ru', 'en'] as const

type PerLanguage = Readonly<Record<(typeof languages)[number], number>>

/** Bytes that a visitor downloads, brotli 11, without headers. */
export interface WidgetSizes {
  /** `/widget.js` with the site written in. */
  readonly loader: number
  /** Loader and banner, with its styles and the texts of one language: what a visitor waits for who has not chosen. */
  readonly firstVisit: PerLanguage
  /** The loader with the banner in every language inside, for whoever is seen not to have chosen. */
  readonly loaderWithBanner: number
  /** What keeps the choice; brought once the banner or the settings are shown. */
  readonly keeper: number
  /** Preact, brought with the first part that uses it. */
  readonly preact: number
  /** Each part by its name, without what it imports: the largest of its languages. */
  readonly parts: Readonly<Record<string, number>>
}

/** Measures the files as a real server sends them, with the site written in. */
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

/** Any eight digits, the same at each measurement. */
const MEASURED_NAME = '0badc0de'

/**
 * Bytes of the loader as the server compresses it once. Each database has an owner of its own, and with it each build a name,
 * which are worth some ten bytes either way: what is measured has always the same.
 */
async function measureLoader(url: string, headers: Record<string, string>): Promise<number> {
  const loader = await (await fetch(`${url}/widget.js`, { headers })).text()
  if (rename(loader) === loader) throw new Error('the loader names neither owner nor build')
  return compress(loader)
}

const rename = (code: string): string =>
  code.replace(/(?<=kelisim-|-)[\da-f]{8}(?=`|\.js)/g, MEASURED_NAME)

/** Bytes of a script as the server compresses it, under the names that are measured. */
const compress = (code: string): number =>
  brotliCompressSync(rename(code), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).byteLength

/** What its names may be worth either way. */
const MOST_OF_A_NAME = 64

/** Bytes of a part, of which the server must send as many, but for the names. */
async function measurePart(url: string): Promise<number> {
  const measured = compress(await (await fetch(url)).text())
  const sent = await download(url)
  if (Math.abs(sent - measured) > MOST_OF_A_NAME)
    throw new Error(`${url}: ${sent} bytes are sent, and ${measured} were measured`)
  return measured
}

/** How the server calls the build: it stands in the loader, in the name of each file. */
async function readBuildName(url: string): Promise<string> {
  const loader = await (await fetch(`${url}/widget.js`)).text()
  const name = /-([\da-f]{8})\.js/.exec(loader)?.[1]
  if (!name) throw new Error('the loader names no build')
  return name
}

const withoutBuild = (file: string): string =>
  file.replace(/^\.\//, '').replace(/-[\da-f]{8}\.js$/, '')

/** Every part of the build, without the build in its name. */
const partNames = (): string[] =>
  readdirSync(widgetFolder)
    .filter((name) => /-[\da-f]{8}\.js$/.test(name))
    .map(withoutBuild)

/** A part and all that it imports before it runs. */
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
