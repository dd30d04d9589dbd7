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
import { openDurable } from '../store/sqlite/durable/open-durable.ts'
import type { Notice } from '../store/store.ts'
import { type Bindings, findSite, type SiteSettings } from './bindings.ts'
import { answerUnavailable, finish, logFailure } from './finish.ts'
import { migrations, openBundle, policies } from './open-bundle.ts'
import { createLog, surroundingsOf } from './surroundings.ts'

/** How long after a write regular work is looked for, in milliseconds: mail leaves soon after what it is about. */
const SOON_MS = 5_000

/** How long after regular work that was cut off or could not begin it is tried again, in milliseconds. */
const AGAIN_MS = 300_000

/** Nobody else does the work of an object: one that was evicted in the middle goes on with it at once. */
const HOLDER = 'object'

interface OpenSite {
  readonly deps: Deps
  readonly app: Hono
  /** Puts away the backup that the site was restored from, where that is still to be done. */
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

  /** Every notice that the site has ever shown, in Kazakh, for the loaders that the Worker hands out. */
  async readShownNotices(): Promise<readonly Notice[]> {
    try {
      const { deps } = await this.#open()
      return await deps.store.listNotices('kk')
    } catch (error) {
      throw new Error(
        `the object does not answer: ${logFailure(this.#host(), 'site_not_opened', error)}`,
      )
    }
  }

  /** Does the regular work that is due. Being called twice, late or cut off does no harm: what is done is noted in the storage. */
  async alarm(): Promise<void> {
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined
    })
    await this.#working
  }

  async #work(): Promise<void> {
    // Before all else: whatever becomes of this alarm, there is a next one. The platform gives up one that fails too often.
    await this.#wakeAt(Date.now() + AGAIN_MS)
    try {
      const { deps, tidy } = await this.#open()
      await tidy()
      await runDueJobs(deps, HOLDER)
      const commits = this.#commits
      const nextMs = await findNextRunMs(deps)
      const soonMs = Date.now() + SOON_MS
      // What was written meanwhile has not been looked at.
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
    // Stored with the write itself, or the answer is not let out.
    void this.#wakeAt(atMs)
  }

  /** Opens the site at the first call; where that fails, anew at the next. */
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
    const isFirst = restored !== undefined || (await store.findAdminPassword()) === undefined
    const surroundings = {
      ...surroundingsOf(settings, archive, log),
      beforeDestruction,
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

/** Says in the log where the first administrator's password is set. */
function tellSetup({ secrets, host }: SiteSettings, log: Deps['log']): string {
  const token = deriveSetupToken(secrets.current)
  log('warn', 'first_start', {
    todo: `Choose the administrator's password at https://${host}/admin/#setup=${token}`,
  })
  return token
}
