import { type Device, EMPTY_DEVICE, readDatabases } from '../choice/read-device.ts'
import { isBeacon, type RecordedRequest, type Recorder, startRecorder } from '../choice/recorder.ts'
import { openDatabase, searchBytes } from '../database/database-file.ts'
import { startHostPages } from '../page/host-pages.ts'
import { startServer } from '../server/start-server.ts'
import type { Engine, EngineKind } from './engine.ts'
import { until } from './until.ts'

export { EMPTY_DEVICE }

const PAGE = 'engines.html'
const SENTINEL = '/health/live'
/** Rounds of requests after which everything that a page had begun has arrived. */
const SETTLE_ROUNDS = 3

/** Globals in which the page records its output and the gated scripts that ran. */
interface PageGlobals {
  readonly said: readonly string[]
  readonly ran: readonly string[]
}

/** A school with its pages, its server and one visitor, who uses one engine. */
export interface School {
  readonly engine: Engine
  /** Two sites that do not know each other: the visitor is new to each. */
  readonly site: string
  readonly otherSite: string
  /** Opens a page of the school on a site, by default the one with everything; keeps the output of the page before. */
  open(site: string, page?: string): Promise<void>
  /** Returns the beacons since the last call, once nothing is pending. */
  takeBeacons(): Promise<readonly RecordedRequest[]>
  /** Waits for a beacon to this path. */
  waitForBeacon(path: string): Promise<RecordedRequest>
  /** Returns the gated scripts that ran on the open page. */
  ran(): Promise<readonly string[]>
  /** Returns how often the gated frame was requested. */
  framesLoaded(): number
  readDevice(): Promise<Device>
  rows(table: string): Record<string, unknown>[]
  searchBytes(needle: string): Promise<string[]>
  /** Returns all output of the pages, and everything that the engine reported; should be empty. */
  complaints(): Promise<readonly string[]>
  close(): Promise<void>
}

export async function startSchool(kind: EngineKind): Promise<School> {
  const { recorder, pages, running, engine, close } = await startAll(kind)
  const database = openDatabase(running.databaseFile)
  const complaints: string[] = []
  const hear = async () => {
    complaints.push(...(await engine.evaluate(() => (window as unknown as PageGlobals).said ?? [])))
  }
  return {
    engine,
    site: pages.crossSite,
    otherSite: pages.sameSite,
    ...hearBeacons(engine, recorder),
    async open(site, page = PAGE) {
      await hear()
      await engine.open(`${site}/pages/${page}`)
    },
    ran: () => engine.evaluate(() => (window as unknown as PageGlobals).ran),
    framesLoaded: () => pages.requested.filter((path) => path === '/pages/preview.svg').length,
    readDevice: () => readDevice(engine),
    rows: (table) => database.prepare(`select * from ${table}`).all() as Record<string, unknown>[],
    searchBytes: (needle) => searchBytes(running.databaseFile, needle),
    async complaints() {
      await hear()
      return [...complaints, ...engine.reported]
    },
    async close() {
      database.close()
      await close()
    },
  }
}

/** Starts server and browser at once. If one fails, the other is stopped. */
async function startAll(kind: EngineKind) {
  let address = ''
  const recorder = await startRecorder(() => address)
  const pages = await startHostPages(() => recorder.url)
  const environment = { KELISIM_ORIGINS: `${pages.crossSite},${pages.sameSite}` }
  const starting = [startServer({ environment }), kind.start()] as const
  const close = async () => {
    const [server, browser] = await Promise.allSettled(starting)
    if (browser.status === 'fulfilled') await browser.value.close()
    if (server.status === 'fulfilled') await server.value.stop()
    await Promise.all([recorder.close(), pages.close()])
  }
  try {
    const [running, engine] = await Promise.all(starting)
    address = running.url
    return { recorder, pages, running, engine, close }
  } catch (error) {
    await close()
    throw error
  }
}

function hearBeacons(
  engine: Engine,
  { requests, url }: Recorder,
): Pick<School, 'takeBeacons' | 'waitForBeacon'> {
  const told = () => requests.filter(isBeacon)
  const isAnswered = ({ status }: RecordedRequest) => status !== undefined
  let taken = 0
  return {
    async takeBeacons() {
      for (let round = 0; round < SETTLE_ROUNDS; round++)
        await engine.evaluate(letPageFinish, url + SENTINEL)
      await until('answers', () => told().every(isAnswered) || undefined)
      const fresh = told().slice(taken)
      taken += fresh.length
      return fresh
    },
    waitForBeacon(path) {
      const find = () =>
        told()
          .slice(taken)
          .find((one) => one.path === path && isAnswered(one))
      return until(`a beacon to ${path}`, find)
    },
  }
}

async function readDevice(engine: Engine): Promise<Device> {
  const cookies = await engine.cookies()
  return {
    cookies: cookies.map(({ name, value }) => ({ name, value })),
    ...(await engine.evaluate(() => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
    }))),
    databases: await engine.evaluate(readDatabases),
  }
}

/**
 * Runs in the page: waits for idle time where the engine supports it, and for a request that everything sent earlier has
 * preceded.
 */
async function letPageFinish(sentinel: string): Promise<void> {
  await new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: 500 })
    else setTimeout(resolve)
  })
  await fetch(sentinel, { mode: 'no-cors', cache: 'no-store' })
}
