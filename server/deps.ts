import type { Context } from 'hono'
import type { SiteConfig } from './config/site/site-config.ts'
import type { Cryptography } from './crypto/cryptography.ts'
import type { Signer } from './crypto/signer.ts'
import type { ClockGuard } from './domain/calendar/clock-guard.ts'
import type { ConsentCache } from './domain/consents/consent-cache.ts'
import type { BeforeDestruction } from './domain/jobs/before-destruction.ts'
import type { BackUp } from './domain/jobs/daily-backup.ts'
import type { SealerDeps } from './domain/ledger/sealer.ts'
import type { Transport } from './domain/mail/deliver-mail.ts'
import type { PrepareMail } from './domain/mail/send-mail.ts'
import type { PolicyLibrary } from './domain/policy/policy.ts'
import type { VerifyJws } from './domain/receipt/check-receipt.ts'
import type { Store } from './store/store.ts'

/** A file of the build, ready to be sent. */
export interface Asset {
  readonly body: Uint8Array
  /** `Content-Type`. */
  readonly type: string
  /** Of the content, with its quotes. */
  readonly etag: string
  /** Compressed as far as it goes (Brotli 11, gzip 9), once; `undefined` for what does not get smaller. */
  readonly encoded: (encoding: 'br' | 'gzip') => Promise<Uint8Array | undefined>
}

/** Compresses answers, on threads of its own. */
export interface Compressor {
  /** As small as it goes, once for each name: for what is the same for all. `name` stands for the body, as an ETag does. */
  keep(name: string, encoding: 'br' | 'gzip', body: Uint8Array): Promise<Uint8Array>
  /** Quickly: for an answer to one caller. */
  compress(body: Uint8Array, encoding: 'br' | 'gzip'): Promise<Uint8Array>
  /** Compresses quickly what is made while it is sent. */
  stream(
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    encoding: 'br' | 'gzip',
  ): ReadableStream<Uint8Array<ArrayBuffer>>
}

/** What the build left for the server to hand out. */
export interface Assets {
  /** Everything but the loader, by the path it is asked for: `/assets/…`, `/admin/…`, `/demo/…`. */
  readonly files: ReadonlyMap<string, Asset>
  /** The loader with the site written in. */
  loader(visitor: LoaderVisitor): Asset
}

/** Whom a loader is for. */
export interface LoaderVisitor {
  /** Whether the browser sends Global Privacy Control. */
  readonly isGpc: boolean
  /** Whether the banner comes inside, for whoever is seen not to have chosen. */
  readonly isFirst: boolean
}

/** A line of the log: an event and its facts. Never a body, an address, a name, or a database error's message. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  facts?: Record<string, unknown>,
) => void

/** Everything the server is made of besides its code. Nothing below it reads the environment, a clock or a file. */
export interface Deps {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Consents lately asked for: one for all of a process, so that what a job erases is not let in by the routes' memory. Default: the routes make one. */
  readonly consents?: ConsentCache
  /** Signs receipts and checkpoints. */
  readonly signer: Signer
  /** Checks a signature against keys. */
  readonly verifyJws: VerifyJws
  /** Hands a checkpoint to where the operator alone cannot change it. */
  readonly publishCheckpoint: SealerDeps['publishCheckpoint']
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** Asked in place of the clock by whatever ends, deletes or gives up by time. */
  readonly clockGuard: ClockGuard
  readonly site: SiteConfig
  readonly policies: PolicyLibrary
  readonly assets: Assets
  readonly compressor: Compressor
  /** Whom choices are given to, 8 hex digits (`buildOwnerStamp`): ends the name under which browsers keep them. */
  readonly owner: string
  /** Notice of each language: its SHA-256, hex. */
  readonly notices: Readonly<Record<string, string>>
  /**
   * The server's own origin as visitors reach it, `https://consent.school.kz`; `undefined` where it is not configured, and then
   * nothing that is sent out names one.
   */
  readonly publicUrl: string | undefined
  /** Origins, besides the server's own, whose pages may use it: `https://school.example`. */
  readonly origins: readonly string[]
  /** Address of the peer of the connection; a proxy's, where one stands before the server. */
  readonly peerAddress: (c: Context) => string | undefined
  /** The country of an address, ISO 3166-1 alpha-2, by a list of the server's own or what its platform says of the request. Asks nobody. */
  readonly findCountry: (c: Context, address: string) => string | undefined
  /** How many proxies stand before the server and are believed about `X-Forwarded-For`; 0 believes none. */
  readonly trustedProxies: number
  /** What opens `/metrics`; `undefined`: nothing does. */
  readonly metricsToken: string | undefined
  /** Where nobody has set a password yet: the token that allows to do it once. */
  readonly setupToken: string | undefined
  /** Writes and seals a mail; `undefined` where mail is not set up. */
  readonly prepareMail: PrepareMail | undefined
  /** Hands a mail to the mail server; `undefined` where mail is not set up. */
  readonly transport: Transport | undefined
  readonly isProduction: boolean
  /** Makes a backup; absent where no folder for backups is configured. */
  readonly backUp?: BackUp
  /** Told before regular work destroys anything, once a run. Default: nobody is told. */
  readonly beforeDestruction?: BeforeDestruction
  readonly log: Log
}
