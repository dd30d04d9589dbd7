import type { Context } from 'hono'
import type { SiteConfig } from './config/site/site-config.ts'
import type { Cryptography } from './crypto/cryptography.ts'
import type { Signer } from './crypto/signer.ts'
import type { ClockGuard } from './domain/calendar/clock-guard.ts'
import type { ConsentCache } from './domain/consents/consent-cache.ts'
import type { Shelf } from './domain/folder/shelf.ts'
import type { BeforeDestruction } from './domain/jobs/before-destruction.ts'
import type { BackUp } from './domain/jobs/daily-backup.ts'
import type { SealerDeps } from './domain/ledger/sealer.ts'
import type { VerifyWhole } from './domain/ledger/verify-now.ts'
import type { Transport } from './domain/mail/deliver-mail.ts'
import type { PrepareMail } from './domain/mail/send-mail.ts'
import type { PolicyLibrary } from './domain/policy/policy.ts'
import type { PolicyUpdates } from './domain/publishing/updates.ts'
import type { VerifyJws } from './domain/receipt/check-receipt.ts'
import type { DiskRoom } from './domain/today/read-health.ts'
import type { LedgerSnapshot, Store } from './store/store.ts'

/** A file of the build, ready to be sent. */
export interface Asset {
  readonly body: Uint8Array
  /** `Content-Type`. */
  readonly type: string
  /** ETag of the content, with its quotes. */
  readonly etag: string
  /**
   * Returns the content at maximum compression (Brotli 11, gzip 9), compressed once; `undefined` where compression does not
   * make it smaller.
   */
  readonly encoded: (encoding: 'br' | 'gzip') => Promise<Uint8Array | undefined>
}

/** Compresses responses on its own threads. */
export interface Compressor {
  /**
   * Compresses to the maximum and caches the result under `name`: for responses equal for everybody. `name` identifies the
   * body, as an ETag does.
   */
  keep(name: string, encoding: 'br' | 'gzip', body: Uint8Array): Promise<Uint8Array>
  /** Compresses quickly, for a response to one client. */
  compress(body: Uint8Array, encoding: 'br' | 'gzip'): Promise<Uint8Array>
  /** Compresses a stream quickly. */
  stream(
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    encoding: 'br' | 'gzip',
  ): ReadableStream<Uint8Array<ArrayBuffer>>
}

/** The files of the build that the server sends. */
export interface Assets {
  /** All files except the loader by path: `/assets/…`, `/admin/…`, `/demo/…`. */
  readonly files: ReadonlyMap<string, Asset>
  /** Returns the loader with the site embedded. */
  loader(visitor: LoaderVisitor): Asset
}

/** The visitor that a loader is built for. */
export interface LoaderVisitor {
  /** Whether the browser sends Global Privacy Control. */
  readonly isGpc: boolean
  /** Whether the banner is embedded, for visitors known not to have chosen. */
  readonly isFirst: boolean
}

/** Writes an event with its facts to the log. Never a body, an address, a name, or a database error's message. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  facts?: Record<string, unknown>,
) => void

/** All dependencies of the server. Code below it never reads the environment, a clock or a file itself. */
export interface Deps {
  readonly store: Store
  readonly cryptography: Cryptography
  /**
   * Cache of recently read consents, shared by a whole process: an erasure by a job must reach the routes' cache. Default:
   * the routes create one.
   */
  readonly consents?: ConsentCache
  /** Signs receipts and checkpoints. */
  readonly signer: Signer
  /** Verifies a signature against keys. */
  readonly verifyJws: VerifyJws
  /** Publishes a checkpoint where the operator alone cannot change it. */
  readonly publishCheckpoint: SealerDeps['publishCheckpoint']
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** Used instead of the clock for everything that expires, is deleted or is given up by time. */
  readonly clockGuard: ClockGuard
  readonly site: SiteConfig
  readonly policies: PolicyLibrary
  /** Publishes what was approved in the console once its day has come. */
  readonly policyUpdates: PolicyUpdates
  readonly assets: Assets
  readonly compressor: Compressor
  /** Recipient of choices, 8 hex digits (`buildOwnerStamp`): suffix of the names under which browsers store them. */
  readonly owner: string
  /** SHA-256, hex, of each language's notice. */
  readonly notices: Readonly<Record<string, string>>
  /**
   * The server's own origin as visitors reach it, `https://consent.school.kz`. `undefined` where it is not configured; then
   * nothing that is sent out contains it.
   */
  readonly publicUrl: string | undefined
  /** Origins whose pages may use the server, besides its own: `https://school.example`. */
  readonly origins: readonly string[]
  /** Returns the address of the connection's peer, which is a proxy's where there is one. */
  readonly peerAddress: (c: Context) => string | undefined
  /**
   * Returns the country of an address, ISO 3166-1 alpha-2, from a local list or the platform's request data. Makes no network
   * request.
   */
  readonly findCountry: (c: Context, address: string) => string | undefined
  /** Number of proxies before the server whose `X-Forwarded-For` is trusted; 0 trusts none. */
  readonly trustedProxies: number
  /** Token required to read `/metrics`; `undefined`: nobody can read it. */
  readonly metricsToken: string | undefined
  /** Token that permits setting the first password, where none is set yet. */
  readonly setupToken: string | undefined
  /** Writes and encrypts a mail; `undefined` where mail is not configured. */
  readonly prepareMail: PrepareMail | undefined
  /** Sends a mail to the mail server; `undefined` where mail is not configured. */
  readonly transport: Transport | undefined
  readonly isProduction: boolean
  /** Makes a backup; absent where no backup folder is configured. */
  readonly backUp?: BackUp
  /** Returns the free room where the database lies. Absent at the edge, which has no disk of its own. */
  readonly readDisk?: (() => Promise<DiskRoom>) | undefined
  /** Opens the ledger as of one moment. Absent where the runtime cannot. */
  readonly openLedger?: () => LedgerSnapshot
  /** Keeps what long work makes. Absent where the runtime cannot. */
  readonly shelf?: Shelf
  /** Verifies the whole ledger. Absent where the runtime cannot. */
  readonly verifyWhole?: VerifyWhole
  /** Called once per run before a job destroys anything. Default: nothing is called. */
  readonly beforeDestruction?: BeforeDestruction
  readonly log: Log
}
