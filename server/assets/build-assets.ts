import { createHash } from 'node:crypto'
import type { Asset, Assets, LoaderVisitor } from '../deps.ts'
import { type Compress, compressWhole } from './compressor.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}

/** Returns the `Content-Type` of a file by its extension. */
export const typeOf = (name: string): string =>
  TYPES[/\.[^./]+$/.exec(name)?.[0] ?? ''] ?? 'application/octet-stream'

/** Builds a file to be served. It is compressed once, at the first request. */
export function buildAsset(
  body: Uint8Array,
  type: string,
  compress: Compress = compressWhole,
): Asset {
  const compressed = new Map<string, Promise<Uint8Array | undefined>>()
  let etag: string | undefined
  return {
    body,
    type,
    get etag() {
      etag ??= `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`
      return etag
    },
    encoded(encoding) {
      const known = compressed.get(encoding)
      if (known) return known
      const made = compress(body, encoding).then((small) =>
        small.byteLength < body.byteLength ? small : undefined,
      )
      compressed.set(encoding, made)
      // A failure may pass, so the next request compresses it again.
      made.catch(() => compressed.delete(encoding))
      return made
    },
  }
}

/** The built widget, console and, outside production, demo. */
export interface Build {
  readonly files: ReadonlyMap<string, Asset>
  /** The loader as built, with the placeholder for the site. */
  readonly loaderSource: string
  /** The banner in every language, as source that can be embedded in the loader. */
  readonly firstSource: string
  /** Returns every string of a language by its key: the texts of a notice. */
  readonly strings: (language: string) => Readonly<Record<string, string>>
  /** Compresses the assets. Default: on Node's threads. */
  readonly compress?: Compress
}

/**
 * Opens a build from its files.
 *
 * @param firstSource the banner in every language. Its file is next to the served files, not among them.
 * @throws {Error} that names the first missing file.
 */
export function openBuild(files: ReadonlyMap<string, Asset>, firstSource: string): Build {
  const text = (path: string) => {
    const asset = files.get(path)
    if (!asset) throw new Error(`The build has no ${path}.`)
    return TEXT.decode(asset.body)
  }
  return {
    files,
    loaderSource: text('/assets/loader.js'),
    firstSource,
    strings: (language) => JSON.parse(text(`/assets/text-${language}.json`)),
  }
}

const SITE_TOKEN = '__KELISIM_SITE__'
const DETAILS = /__KELISIM_DETAILS__\.(\w+)/g
const BUILD_TOKEN = '__KELISIM_BUILD__'
/** Placeholder in storage names for the owner, `SiteDetails.owner`. */
const OWNER_TOKEN = '__KELISIM_OWNER__'
const FIRST_TOKEN = '__KELISIM_FIRST__'
/** Makes Chromium compile all functions of a file while it loads, instead of each when a visitor waits for it. */
const COMPILE_AT_ONCE = '//# allFunctionsCalledOnLoad\n'
/** Files of which a visitor who is asked needs nearly all: the banner, and the code that a click on it runs. */
const NEEDED_WHOLE = /^\/assets\/(?:ui-..|consent)-/
/**
 * Appended to the loader where the school has enabled counter mode: loads the part that counts pages of visitors who have not
 * chosen, once the choice has been read. The loader itself does not know it.
 */
const COUNTER =
  ';((k,s)=>s&&k&&k.ready&&k.ready.then(()=>k.choice||' +
  `import(s.src.split("/",3).join("/")+"/assets/counter-${BUILD_TOKEN}.js")` +
  '.then(c=>c.start(k,s))).catch(()=>{}))' +
  '(window.kelisim,document.currentScript)'
/** Used where the banner is not embedded in the loader. */
const NOTHING_INSIDE = '{}'
/** A part of the widget that the loader imports, with the build's hash in its name. */
const PART = /^\/assets\/.+-([\da-f]{8})\.js$/
const TEXT = new TextDecoder()

const script = (source: string, { compress }: Build): Asset =>
  buildAsset(new TextEncoder().encode(source), 'text/javascript; charset=utf-8', compress)

/** Writes a value into a script: code as it is, anything else as JSON. */
const write = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'source' in value
    ? String(value.source)
    : JSON.stringify(value)

/**
 * Embeds the site in the widget. The loader gets what it needs to apply a choice, with and without Global Privacy Control,
 * with and without the embedded banner; the other files get the rest. Those are cached for ever, so their common hash covers
 * the build and the embedded values: another configuration produces other names.
 *
 * @param siteJson `WidgetSite`.
 * @param details `SiteDetails`; each part gets the properties that it names.
 * @param isCounting whether pages of visitors who have not chosen are counted (TR-11); never where the browser signals
 *   against it.
 */
export function buildAssets(
  build: Build,
  siteJson: (isGpc: boolean) => string,
  details: object,
  { isCounting = false }: { readonly isCounting?: boolean } = {},
): Assets {
  const files = new Map<string, Asset>()
  const values = new Map(Object.entries(details))
  const owner = String(values.get('owner'))
  const detailsJson = JSON.stringify(details)
  // In brackets: after an arrow, a brace would open a block.
  const writeDetail = (_: string, name: string) => `(${write(values.get(name))})`
  let served = ''
  for (const [path, asset] of build.files) {
    const [, built] = PART.exec(path) ?? []
    if (!built) {
      files.set(path, asset)
      continue
    }
    served = createHash('sha256')
      .update(built + detailsJson)
      .digest('hex')
      .slice(0, built.length)
    const hint = NEEDED_WHOLE.test(path) ? COMPILE_AT_ONCE : ''
    const source = (hint + TEXT.decode(asset.body))
      .replaceAll(built, served)
      .replaceAll(OWNER_TOKEN, owner)
      .replaceAll(DETAILS, writeDetail)
    files.set(path.replace(built, served), script(source, build))
  }
  const loaders = new Map<string, Asset>()
  const loader = (visitor: LoaderVisitor): Asset => {
    const key = JSON.stringify([visitor.isGpc, visitor.isFirst])
    const made =
      loaders.get(key) ??
      script(
        (visitor.isFirst ? COMPILE_AT_ONCE : '') +
          (build.loaderSource + (isCounting && !visitor.isGpc ? COUNTER : ''))
            .replaceAll(FIRST_TOKEN, () => (visitor.isFirst ? build.firstSource : NOTHING_INSIDE))
            .replaceAll(BUILD_TOKEN, served)
            .replaceAll(OWNER_TOKEN, owner)
            .replaceAll(DETAILS, writeDetail)
            .replaceAll(SITE_TOKEN, () => siteJson(visitor.isGpc)),
        build,
      )
    loaders.set(key, made)
    return made
  }
  return { files, loader }
}
