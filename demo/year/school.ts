import { createApp } from '../../server/app.ts'
import { buildDeps } from '../../server/build-deps.ts'
import type { Environment } from '../../server/config/environment.ts'
import type { Deps } from '../../server/deps.ts'
import { runDueJobs } from '../../server/jobs.ts'
import { openCore } from '../../server/node/open-core.ts'
import { prepareStart } from '../../server/node/prepare-start.ts'
import { readCountries } from '../../server/node/read-countries.ts'

/** The server's own address, as the console's requests name it. */
export const SERVER = 'https://consent.school.example'
/** The school's page, whose visitors choose, look around and write. */
export const PAGE_ORIGIN = 'https://school.example'
const JOB_HOLDER = 'demo-data'

/** What is sent besides the body. */
export interface Sending {
  /** Client address. */
  readonly address?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Origin of the page that sends it; `null`: no page, but a program. Default: the school's page. */
  readonly origin?: string | null
}

/** The server on its database, with a clock that is moved by hand. Every write goes through the API. */
export interface School {
  readonly deps: Deps
  /** Milliseconds since 1970 UTC. */
  nowMs: number
  /** Sends a request; returns what was answered. @throws {Error} with the status and the code, where it was refused. */
  send<Answer>(method: string, path: string, body?: unknown, sending?: Sending): Promise<Answer>
  /** As `send`, with the whole response and without an error for a refusal. */
  fetch(method: string, path: string, body?: unknown, sending?: Sending): Promise<Response>
  /** Runs every job that is due by this clock: sealing, retention, expiry and the others. */
  work(): Promise<void>
  close(): Promise<void>
}

/** Opens the school of an environment as the server would, but for the clock, the port and the mail. */
export async function openSchool(environment: Environment, startMs: number): Promise<School> {
  const { build, problems: _, sender: __, ...settings } = await prepareStart(environment)
  const state = { nowMs: startMs }
  const core = await openCore(environment, { settings, clock: () => state.nowMs })
  const findCountry = await readCountries(() => undefined)
  const deps = await buildDeps(
    core,
    build,
    {
      publishCheckpoint: async () => {},
      publicUrl: SERVER,
      origins: [PAGE_ORIGIN],
      peerAddress: () => '127.0.0.1',
      findCountry: (_, address) => findCountry(address),
      metricsToken: undefined,
      trustedProxies: 1,
      mail: undefined,
      isProduction: false,
      warnings: [],
    },
    (_, event, facts) => {
      // A job that fails here would fail in the school. What is overdue is an error too, and part of life.
      if (event === 'job_failed') throw new Error(`A job failed: ${JSON.stringify(facts)}`)
    },
  )
  const app = createApp(deps)
  const fetch: School['fetch'] = async (method, path, body, sending = {}) => {
    const { origin = PAGE_ORIGIN, address = '127.0.0.1', headers } = sending
    return app.request(`${SERVER}${path}`, {
      method,
      headers: {
        ...(origin !== null && { origin }),
        host: new URL(SERVER).host,
        'x-forwarded-for': address,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }
  return Object.assign(state, {
    deps,
    fetch,
    async send<Answer>(method: string, path: string, body?: unknown, sending?: Sending) {
      const response = await fetch(method, path, body, sending)
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return (text === '' ? undefined : JSON.parse(text)) as Answer
    },
    work: () => runDueJobs(deps, JOB_HOLDER),
    close: () => deps.store.close(),
  })
}
