import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import * as v from 'valibot'
import { createApp } from '../../../server/app.ts'
import { buildAsset, buildAssets } from '../../../server/assets/build-assets.ts'
import { createCompressor } from '../../../server/assets/compressor.ts'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { type SiteConfigInput, siteConfig } from '../../../server/config/site/site-config.ts'
import type {
  ConsentBody,
  ErrorEnvelope,
  Language,
  MessageBody,
  VisitsBody,
} from '../../../server/contract/index.ts'
import { findLanguage, languages } from '../../../server/contract/words.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import type { Deps } from '../../../server/deps.ts'
import { guardClock } from '../../../server/domain/calendar/clock-guard.ts'
import { buildNotice } from '../../../server/domain/consents/notice.ts'
import { buildUuidV7 } from '../../../server/domain/identifiers/uuid-v7.ts'
import { bindLedger } from '../../../server/domain/ledger/take-over.ts'
import type { Mail } from '../../../server/domain/mail/send-mail.ts'
import { buildFormStamp, QUICKEST_MS } from '../../../server/domain/messages/form-stamp.ts'
import { createVisitHiding } from '../../../server/domain/visits/hide-visits.ts'
import { readPolicies } from '../../../server/policy/read-policies.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'
import * as en from '../../../widget/text/en.ts'
import * as kk from '../../../widget/text/kk.ts'
import * as ru from '../../../widget/text/ru.ts'
import { searchBytes } from '../database/database-file.ts'
import { recordMails } from './recorded-mails.ts'
import { openTestSigner } from './test-keys.ts'

/** The school's page whose origin the test server allows. */
export const PAGE_ORIGIN = 'https://school.example'
/** User agent of a normal browser. */
export const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
/** An address of a documentation range (RFC 5737), planted to be searched for. */
export const PLANTED_ADDRESS = '203.0.113.77'

/** Recipient of choices, in the name of the cookie that stores them. */
export const OWNER = '0badc0de'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The widget's texts, as the build passes them to the server. */
const words = { kk: { ...kk }, ru: { ...ru }, en: { ...en } }

/** Builds the notices of a configuration, and their SHA-256 by language. */
function makeNotices(changes: Partial<SiteConfigInput> = {}) {
  const site = v.parse(siteConfig, { ...defaultSite, ...changes })
  const list = languages.map((language) => {
    const content = buildNotice(language, words[language], { site, policies: readPolicies() })
    return { language, content, sha256: sha256(content), firstShownAtMs: 0 }
  })
  const of = (language: Language) =>
    list.find((notice) => notice.language === language)?.sha256 ?? ''
  return { list, hashes: { kk: of('kk'), ru: of('ru'), en: of('en') } }
}
const shipped = makeNotices()
// Shared by all tests of a process; a test that needs other notices builds its own.
Object.freeze(shipped.hashes)
/** SHA-256 of the notices of the shipped configuration. */
export const NOTICES = shipped.hashes

/** The app on a real database file, with a clock that the test sets. */
export interface TestApp {
  readonly app: Hono
  readonly deps: Deps
  readonly databaseFile: string
  /** Every logged line. */
  readonly logged: readonly string[]
  /** Every mail queued, in order. */
  readonly sent: readonly Mail[]
  nowMs: number
  /** Address of the client. */
  peer: string
  /** Sends JSON from the school's page. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** Returns the stamp of a form opened at that time, milliseconds since 1970 UTC. */
  stampAt(ms: number): string
  /** Returns the hidden fields of the server's own form, opened long enough ago: notice and stamp. */
  proof(language?: string): { readonly notice: string; readonly stamp: string }
  /** Returns the names of the database files that contain a text byte by byte. */
  searchBytes(needle: string | Buffer): Promise<string[]>
  close(): Promise<void>
}

/** Options that differ from the defaults. */
export interface TestAppOptions {
  /** Opens the store of a path. Default: a database file. */
  readonly open?: (path: string) => Promise<Store>
  readonly site?: Partial<SiteConfigInput>
  /** Key of the encryption, 32 bytes. Default: a random one. */
  readonly secret?: Uint8Array
  /** Whether the notices are those of `site`. Default: those of the shipped configuration, as in `consent()`. */
  readonly hasOwnNotices?: boolean
  readonly trustedProxies?: number
  readonly setupToken?: string
  readonly publicUrl?: string
  readonly metricsToken?: string
  /** Default: no address has a country. */
  readonly findCountry?: Deps['findCountry']
  /** Default: the school's page only. */
  readonly origins?: readonly string[]
  readonly isProduction?: boolean
  /** Whether a jump of the clock is doubted. Default: no, since a test moves the clock on purpose. */
  readonly isClockGuarded?: boolean
  /** Replaces the function that writes and encrypts mails; `undefined`: mail is not configured. */
  readonly prepareMail?: Deps['prepareMail']
  /** What a runtime gives besides, such as its way to verify the database of a path. Default: nothing. */
  readonly runtime?: (databaseFile: string) => Partial<Deps>
}

const isObject = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body)

/** Opens the app. Noon in Almaty on 3 March 2026, unless the test moves the clock. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-app-'))
  const databaseFile = join(folder, 'kelisim.db')
  const store = await (options.open ?? openSqlite)(databaseFile)
  const logged: string[] = []
  const recorder = recordMails(databaseFile, () => deps)
  const state = { nowMs: Date.parse('2026-03-03T07:00:00Z'), peer: PLANTED_ADDRESS }
  const notices = options.hasOwnNotices ? makeNotices(options.site) : shipped
  for (const notice of notices.list) await store.addNotice(notice)
  const cryptography = createNodeCryptography(options.secret ?? randomBytes(32))
  store.hideVisits(createVisitHiding(cryptography))
  await bindLedger({ store, cryptography, clock: () => state.nowMs }, false)
  const deps: Deps = {
    store,
    cryptography,
    ...(await openTestSigner({ store, cryptography }, () => state.nowMs)),
    compressor: createCompressor(),
    publishCheckpoint: async () => {},
    clock: () => state.nowMs,
    clockGuard: options.isClockGuarded
      ? guardClock(() => state.nowMs, undefined)
      : { now: () => state.nowMs, remember: () => {} },
    site: v.parse(siteConfig, { ...defaultSite, ...options.site }),
    policies: readPolicies(),
    policyUpdates: { run: async () => {} },
    assets: buildAssets(
      {
        files: new Map([
          ['/assets/part.js', buildAsset(Buffer.from('export {}'), 'text/javascript')],
        ]),
        loaderSource: 'const site=__KELISIM_SITE__,first=__KELISIM_FIRST__',
        firstSource: '{get banner(){}}',
        strings: () => ({}),
      },
      (isGpc) => JSON.stringify({ isGpc }),
      {},
    ),
    owner: OWNER,
    notices: notices.hashes,
    publicUrl: options.publicUrl,
    origins: options.origins ?? [PAGE_ORIGIN],
    peerAddress: () => state.peer,
    findCountry: options.findCountry ?? (() => undefined),
    metricsToken: options.metricsToken,
    trustedProxies: options.trustedProxies ?? 0,
    transport: undefined,
    prepareMail: 'prepareMail' in options ? options.prepareMail : recorder.prepareMail,
    setupToken: options.setupToken,
    isProduction: options.isProduction ?? false,
    log: (...line) => logged.push(JSON.stringify(line)),
    ...options.runtime?.(databaseFile),
  }
  const app = createApp(deps)
  const usual = { origin: PAGE_ORIGIN, host: 'consent.other.example', 'user-agent': USER_AGENT }
  const stampAt = (ms: number) => buildFormStamp(ms, cryptography)
  const proof = (language: string = 'kk') => ({
    notice: notices.hashes[findLanguage(language) ?? 'kk'].slice(0, 16),
    stamp: stampAt(state.nowMs - QUICKEST_MS),
  })
  /** A page's message contains the notice shown and the form's stamp. */
  const complete = (path: string, body: unknown) =>
    path === '/v1/messages' && isObject(body) ? { ...proof(String(body.language)), ...body } : body
  const opened = Object.assign(state, {
    app,
    deps,
    databaseFile,
    logged,
    sent: [] as readonly Mail[],
    post: async (path: string, body: unknown, headers: Record<string, string> = {}) =>
      app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...usual, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(complete(path, body)),
      }),
    stampAt,
    proof,
    get: async (path: string, headers: Record<string, string> = {}) =>
      app.request(path, { headers: { ...usual, ...headers } }),
    searchBytes: (needle: string | Buffer) => searchBytes(databaseFile, needle),
    async close() {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  })
  return Object.defineProperty(opened, 'sent', { get: recorder.readQueued })
}

/** Returns a fresh id as a browser creates it. */
export const newId = (nowMs = Date.parse('2026-03-03T07:00:00Z')): string =>
  buildUuidV7(nowMs, randomBytes(10))

/** Builds 'Accept all' in Kazakh with the test's changes. */
export const consent = (changes: Partial<ConsentBody> = {}): ConsentBody => ({
  id: newId(),
  secret: randomBytes(32).toString('base64url'),
  policyVersion: '2025-08-01',
  notice: NOTICES.kk.slice(0, 16),
  language: 'kk',
  purposes: { analytics: true, external: true },
  dataKinds: { ip: true, browser: true, visit_time: true, visitor_cookie: true },
  surface: 'banner',
  gpcAtChoice: false,
  ...changes,
})

/** Builds one visit to the news page. */
export const visits = (
  consentId: string,
  changes: Partial<VisitsBody['visits'][number]> = {},
): VisitsBody => ({
  consentId,
  visits: [{ id: newId(), path: '/demo/news.html', ...changes }],
})

/** Builds a parent's message. */
export const message = (changes: Partial<MessageBody> = {}): MessageBody => ({
  id: newId(),
  name: 'Planted Name',
  email: 'planted@example.kz',
  message: 'Planted question',
  sender: 'adult',
  consent: true,
  policyVersion: '2025-08-01',
  language: 'kk',
  ...changes,
})

/** Returns the error of a response. */
export const errorOf = async (response: Response): Promise<ErrorEnvelope['error']> =>
  ((await response.json()) as ErrorEnvelope).error
