import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { onTestFinished } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { buildAsset } from '../../../server/assets/build-assets.ts'
import { buildCore } from '../../../server/build-core.ts'
import { buildDeps } from '../../../server/build-deps.ts'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { type SiteConfigInput, siteConfig } from '../../../server/config/site/site-config.ts'
import { readPolicies } from '../../../server/policy/read-policies.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { PolicyDraft } from '../../../server/store/store.ts'
import { startSession } from '../staff/staff-session.ts'

const PAGE = 'https://school.example'
const CONSOLE = 'https://consent.school.example'
/** Noon in Almaty on 30 November 2026. */
export const NOON_MS = Date.parse('2026-11-30T07:00:00Z')
/** The first moment of 1 December 2026 in Almaty. */
export const MIDNIGHT_MS = Date.parse('2026-11-30T19:00:00Z')

const build = {
  files: new Map([['/assets/part-0123abcd.js', buildAsset(Buffer.from('1'), 'text/javascript')]]),
  loaderSource: 'const site=__KELISIM_SITE__',
  firstSource: '{}',
  strings: () => ({}),
}

/** A database with its secret and clock, which servers are started on and stopped: each is a process of its own. */
export async function openPolicyWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-policy-'))
  const databaseFile = join(folder, 'kelisim.db')
  const secrets = { current: randomBytes(32), previous: [] }
  const state = { nowMs: NOON_MS, files: readPolicies() }
  const stops: (() => Promise<void>)[] = []
  onTestFinished(async () => {
    for (const stop of stops) await stop()
    await rm(folder, { recursive: true, force: true })
  })
  const start = async (site: Partial<SiteConfigInput> = {}) => {
    const logged: string[] = []
    const log = (...line: unknown[]) => void logged.push(JSON.stringify(line))
    const store = await openSqlite(databaseFile)
    const core = await buildCore(store, {
      ...{ secrets, site: v.parse(siteConfig, { ...defaultSite, ...site }), log, news: [] },
      ...{ versions: state.files, clock: () => state.nowMs },
    }).catch(async (error: unknown) => {
      await store.close()
      throw error
    })
    const deps = await buildDeps(
      core,
      build,
      {
        ...{ publishCheckpoint: async () => {}, publicUrl: CONSOLE, origins: [PAGE] },
        ...{ peerAddress: () => '203.0.113.7', findCountry: () => undefined },
        ...{ metricsToken: undefined, trustedProxies: 0, isProduction: true, mail: undefined },
        warnings: [],
      },
      log,
    )
    let isOpen = true
    const stop = async () => {
      if (isOpen) await store.close()
      isOpen = false
    }
    stops.push(stop)
    const app = createApp(deps)
    /** A request of the console's own page, signed in at this moment. */
    const ask = async (path: string, body?: unknown) => {
      const cookie = `__Host-kelisim_admin=${await startSession(deps)}`
      return app.request(`${CONSOLE}/v1/admin/policy${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...{ host: new URL(CONSOLE).host, cookie },
          ...(body !== undefined && { origin: CONSOLE, 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    }
    /** What the public page and interface say of the version in force. */
    const readCurrent = async (): Promise<{ version: string; sha256: string }> =>
      (await app.request(`${CONSOLE}/v1/policy`)).json()
    return { deps, app, store, ask, stop, logged, readCurrent }
  }
  return Object.assign(state, { start, databaseFile })
}

/** Builds a draft of the version in force with one more clause, approved for 1 December. */
export const buildApproved = (change: Partial<PolicyDraft> = {}): PolicyDraft => {
  const { texts } = readPolicies().current
  const more = (markdown: string) => `${markdown}\n11.2. X.\n`
  return {
    ...{ id: '0198c000-0000-7000-8000-000000000001', revision: 2, basedOn: '2025-08-01' },
    ...{ change: 'material', effectiveOn: '2026-12-01' },
    texts: {
      kk: more(texts.kk.markdown),
      ru: more(texts.ru.markdown),
      en: more(texts.en.markdown),
    },
    summary: { kk: 'Жаңа тармақ.', ru: 'Новый пункт.', en: 'A new clause.' },
    ...{ changedBy: 'account-a', changedAtMs: NOON_MS },
    approval: { version: '2026-12-01', by: 'account-b', atMs: NOON_MS },
    ...change,
  }
}
