import { DurableObject } from 'cloudflare:workers'
import type { Hono } from 'hono'
import { createApp } from '../app.ts'
import { createBackUp } from '../backup/archived-backup.ts'
import { createRestore, logRestored } from '../backup/archived-restore.ts'
import { createRecoveryLog } from '../backup/recovery-bookmark.ts'
import { tidyRestored } from '../backup/tidy-restored.ts'
import { buildCore, type SiteParts } from '../build-core.ts'
import { buildDeps } from '../build-deps.ts'
import { OperatorError } from '../config/operator-error.ts'
import { findPlatformWarning } from '../config/production-problems.ts'
import { deriveSetupToken } from '../crypto/derive.ts'
import { createArchivedList } from '../deletions/archived-notes.ts'
import type { Deps } from '../deps.ts'
import { findNextRunMs, runDueJobs } from '../jobs.ts'
import { summarise } from '../ledger/summarise.ts'
import { verifySnapshot } from '../ledger/verify-snapshot.ts'
import { openLedger } from '../store/sqlite/durable/load-durable.ts'
import { openDurable } from '../store/sqlite/durable/open-durable.ts'
import { createArchiveShelf } from './archive-shelf.ts'
import { type Bindings, findSite, type Published, type SiteSettings } from './bindings.ts'
import { answerUnavailable, finish, logFailure } from './finish.ts'
import { migrations, openBundle, policies } from './open-bundle.ts'
import { createLog, surroundingsOf } from './surroundings.ts'

/** Delay from a write to the next check for due jobs, in milliseconds: mail leaves soon after the event it reports. */
const SOON_MS = 5_000

/** Delay before jobs that were interrupted or could not start are retried, in milliseconds. */
const AGAIN_MS = 300_000

/** An object is the only holder of its jobs: after an eviction it resumes them at once. */
const HOLDER = 'object'

interface OpenSite {
  readonly deps: Deps
  readonly app: Hono
  /** Moves the backup that the site was restored from to the other backups, if that is still to do. */
  readonly tidy: () => Promise<void>
}

/** One site: its consents, ledger, keys and console on the SQLite of one Durable Object. */
export class SiteObject extends DurableObject<Bindings> {
  #opening: Promise<OpenSite> | undefined
  #working: Promise<void> | undefined
  #alarmAtMs = Number.POSITIVE_INFINITY
  #commits = 0
  #restore = createRestore()

  async fetch(request: Request): Promise<Response> {
    let site: OpenSite
    try {
      site = await this.#open()
    } catch (error) {
      return answerUnavailable(logFailure(this.#host(), 'site_not_opened', error))
    }
    return finish(await site.app.fetch(request), request.url)
  }

  /** Returns what the loaders and pages that the Worker sends need; nothing where the Worker has as many versions. */
  async readPublished(known: number): Promise<Published | undefined> {
    try {
      const { deps } = await this.#open()
      // Before the alarm of midnight, should that be late.
      await deps.policyUpdates.run()
      const { published: versions = [] } = deps.policies
      if (versions.length === known) return undefined
      return { versions, notices: await deps.store.listNotices('kk') }
    } catch (error) {
      throw new Error(
        `the object does not answer: ${logFailure(this.#host(), 'site_not_opened', error)}`,
      )
    }
  }

  /** Runs the due jobs. Calling it twice, late, or interrupting it does no harm: progress is stored. */
  async alarm(): Promise<void> {
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined
    })
    await this.#working
  }

  async #work(): Promise<void> {
    // First of all, so that there is a next alarm whatever happens to this one. The platform gives up an alarm that fails too
    // often.
    await this.#wakeAt(Date.now() + AGAIN_MS)
    try {
      const { deps, tidy } = await this.#open()
      await tidy()
      await runDueJobs(deps, HOLDER)
      const commits = this.#commits
      const nextMs = await findNextRunMs(deps)
      const soonMs = Date.now() + SOON_MS
      // Writes since then have not been considered yet.
      await this.#wakeAt(this.#commits === commits ? Math.max(nextMs, soonMs) : soonMs)
    } catch (error) {
      logFailure(this.#host(), 'regular_work_failed', error)
    }
  }

  #host(): string {
    return this.ctx.id.name ?? ''
  }

  async #wakeAt(atMs: number): Promise<void> {
    this.#alarmAtMs = atMs
    await this.ctx.storage.setAlarm(atMs)
  }

  /** Called after each commit. */
  #committed(): void {
    this.#commits += 1
    const atMs = Date.now() + SOON_MS
    if (this.#working || this.#alarmAtMs <= atMs) return
    // Stored with the write itself; otherwise the platform holds the response back.
    void this.#wakeAt(atMs)
  }

  /** Opens the site at the first call; after a failure, again at the next. */
  #open(): Promise<OpenSite> {
    this.#opening ??= this.#openSite(this.#host()).catch((error) => {
      this.#opening = undefined
      throw error
    })
    return this.#opening
  }

  async #openSite(host: string): Promise<OpenSite> {
    const settings = findSite(this.env, host)
    if (!settings) throw new OperatorError('KELISIM_SITES: does not name this host any more.')
    const log = createLog(host)
    this.#alarmAtMs = (await this.ctx.storage.getAlarm()) ?? Number.POSITIVE_INFINITY
    const { ARCHIVE: archive } = this.env
    if (!archive) throw new OperatorError('ARCHIVE: is missing.')
    const { storage } = this.ctx
    const { site, secrets } = settings
    const list = createArchivedList(archive, `${host}/deletions.log`)
    const restored = await this.#restore({
      ...{ storage, archive, list, host, secrets, migrations, clock: Date.now },
    })
    if (restored) logRestored(restored, log)
    const news: SiteParts['news'][number][] = []
    const beforeDestruction = createRecoveryLog(storage, log)
    const store = await openDurable(storage, {
      ...{ migrations, list },
      beforeMigration: () => beforeDestruction('migration'),
      onListNews: (one) => news.push(one),
      onCommit: () => this.#committed(),
    })
    const parts = { secrets, site, versions: policies, clock: Date.now, news, log }
    const core = await buildCore(store, parts)
    const tidy = () =>
      tidyRestored(storage, { archive, host }).catch(() => log('warn', 'restored_not_tidied'))
    await tidy()
    const isFirst = restored !== undefined || !(await store.hasAccounts())
    const surroundings = {
      ...surroundingsOf(settings, archive, log),
      beforeDestruction,
      openLedger: () => openLedger(storage),
      shelf: createArchiveShelf(archive, host),
      verifyWhole: async () => {
        const { cryptography } = core
        return summarise(await verifySnapshot(openLedger(storage), { cryptography }))
      },
      backUp: createBackUp({
        ...{ storage, archive, host, secret: secrets.current, keepDays: site.backups.keepDays },
        now: core.clockGuard.now,
      }),
      makeSetupToken: () => tellSetup(settings, log),
      warnings: [isFirst ? findPlatformWarning(site) : undefined],
    }
    const deps = await buildDeps(core, openBundle(), surroundings, log)
    return { deps, app: createApp(deps), tidy }
  }
}

/** Logs where the first administrator's password is set. */
function tellSetup({ secrets, host }: SiteSettings, log: Deps['log']): string {
  const token = deriveSetupToken(secrets.current)
  log('warn', 'first_start', {
    todo: `Choose the administrator's password at https://${host}/admin/#setup=${token}`,
  })
  return token
}
