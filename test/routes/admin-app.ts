import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { onTestFinished } from 'vitest'
import { createApp } from '../../server/app.ts'
import { createCompressor } from '../../server/assets/compressor.ts'
import { defaultSite } from '../../server/config/site/default-site.ts'
import { siteConfig } from '../../server/config/site/site-config.ts'
import type { Role } from '../../server/contract/staff/roles.ts'
import { createNodeCryptography } from '../../server/crypto/node.ts'
import { hashPassword } from '../../server/crypto/password.ts'
import type { Deps } from '../../server/deps.ts'
import { createPrepareMail } from '../../server/domain/mail/queue-mail.ts'
import type { Mail } from '../../server/domain/mail/send-mail.ts'
import { readPolicies } from '../../server/policy/read-policies.ts'
import { openSqlite } from '../../server/store/sqlite/file/open.ts'
import { openTestSigner } from '../support/app/test-keys.ts'
import { startSession } from '../support/staff/staff-session.ts'

export const SETUP_TOKEN = 'one-time-token-of-the-first-start'
export const EMAIL = 'head@school.example'
export const PASSWORD = 'көктемде қар ериді'
/** What the first administrator types. */
export const FIRST = {
  ...{ token: SETUP_TOKEN, name: 'Planted Head', email: EMAIL, password: PASSWORD },
}
export const START_MS = Date.parse('2026-10-20T06:00:00Z')
export const ORIGIN = 'https://consent.school.example'

/**
 * What these tests prove is who is let in, not how long each guess takes: at the cost of every password they would wait for
 * minutes. That one is proved in test/unit/crypto/crypto.test.ts, and paid by every test that starts the server.
 */
const SMALL_COST = { costLog2: 4, blockSize: 8, parallelization: 1 }

const noAsset = {
  body: new Uint8Array(),
  type: 'text/plain',
  etag: '""',
  encoded: async () => undefined,
}

/** The whole server on a database of its own, with a clock that the test moves. */
export async function openAdminApp(
  options: { setupToken?: string | undefined; publicUrl?: string } = {},
) {
  const setupToken = 'setupToken' in options ? options.setupToken : SETUP_TOKEN
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-admin-'))
  const databaseFile = join(folder, 'kelisim.db')
  const store = await openSqlite(databaseFile)
  onTestFinished(async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })
  const state = { nowMs: START_MS, address: '203.0.113.7' }
  const logged: unknown[] = []
  const cryptography = {
    ...createNodeCryptography(new Uint8Array(32).fill(7)),
    hashPassword: (password: string) => hashPassword(password, SMALL_COST),
  }
  const sent: Mail[] = []
  const deps: Deps = {
    store,
    cryptography,
    ...(await openTestSigner({ store, cryptography }, () => state.nowMs)),
    compressor: createCompressor(),
    publishCheckpoint: async () => {},
    findCountry: () => undefined,
    clock: () => state.nowMs,
    clockGuard: { now: () => state.nowMs, remember: () => {} },
    site: v.parse(siteConfig, defaultSite),
    policies: readPolicies(),
    policyUpdates: { run: async () => {} },
    assets: { files: new Map(), loader: () => noAsset },
    owner: '',
    notices: {},
    publicUrl: options.publicUrl,
    origins: ['https://school.example'],
    peerAddress: () => state.address,
    metricsToken: undefined,
    trustedProxies: 0,
    transport: undefined,
    prepareMail: async (mail) => {
      sent.push(mail)
      return createPrepareMail(deps)(mail)
    },
    setupToken,
    isProduction: true,
    log: (...line) => logged.push(line),
  }
  const app = createApp(deps)

  /** A request as the console's own page makes it; `undefined` takes a header away. */
  const ask = (
    path: string,
    {
      method = 'GET',
      body,
      cookie,
      headers = {},
    }: {
      method?: string
      body?: unknown
      cookie?: string | undefined
      headers?: Readonly<Record<string, string | undefined>>
    } = {},
  ) => {
    const all = {
      host: new URL(ORIGIN).host,
      ...(method !== 'GET' && { origin: ORIGIN }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      cookie,
      ...headers,
    }
    const given = Object.entries(all).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    )
    return app.request(`${ORIGIN}/v1/admin${path}`, {
      method,
      headers: given,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }
  const setUp = () => ask('/setup', { method: 'POST', body: FIRST })
  const signIn = (password = PASSWORD, email = EMAIL) =>
    ask('/session', { method: 'POST', body: { email, password } })
  /** Cookie of a session, without the slow way through the password. */
  const openSession = async (role?: Role) =>
    `__Host-kelisim_admin=${await startSession(deps, role)}`
  return { ask, setUp, signIn, openSession, state, store, databaseFile, logged, sent, deps, app }
}

/** The cookie that an answer sets, as the browser sends it back. */
export const cookieOf = (response: Response): string =>
  response.headers.get('set-cookie')?.split(';')[0] ?? ''

/** Code of an error answer. */
export const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code
