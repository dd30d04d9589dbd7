import { openDatabase, searchBytes } from '../database-file.ts'
import { startHostPages } from '../host-pages.ts'
import { type Device, EMPTY_DEVICE, readDatabases } from '../read-device.ts'
import { isBeacon, type RecordedRequest, startRecorder } from '../recorder.ts'
import { startServer } from '../start-server.ts'
import type { Engine, EngineKind } from './engine.ts'
import { until } from './until.ts'

export { EMPTY_DEVICE }

const PAGE = 'engines.html'
const SENTINEL = '/health/live'
/** Rounds of a request there and back, after which whatever a page had begun has arrived. */
const SETTLE_ROUNDS = 3

/** The page writes down what it says and which of its gated scripts ran. */
interface PageGlobals {
  readonly said: readonly string[]
  readonly ran: readonly string[]
}

/** A school with its pages, its server and one visitor, who uses one engine. */
export interface School {
  readonly engine: Engine
  /** Two sites that do not know of one another: the visitor is new to each. */
  readonly site: string
  readonly otherSite: string
  /** Opens a page of the school on a site, by default the one with everything; what the page left said is kept. */
  open(site: string, page?: string): Promise<void>
  /** What was told to the server since the last time that this was asked, once there is nothing under way. */
  takeBeacons(): Promise<readonly RecordedRequest[]>
  /** Waits until something was told to this path. */
  waitForBeacon(path: string): Promise<RecordedRequest>
  /** Gated scripts that ran on the open page. */
  ran(): Promise<readonly string[]>
  /** How often the gated frame was asked for. */
  framesLoaded(): number
  readDevice(): Promise<Device>
  rows(table: string): Record<string, unknown>[]
  searchBytes(needle: string): Promise<string[]>
  /** Everything that any page said, and what the engine reported. Nothing is what a walk wants to see. */
  complaints(): Promise<readonly string[]>
  close(): Promise<void>
}

export async function startSchool(kind: EngineKind): Promise<School> {
  let address = ''
  const recorder = await startRecorder(() => address)
  const pages = await startHostPages(() => recorder.url)
  const [running, engine] = await Promise.all([
    startServer({ environment: { KELISIM_ORIGINS: `${pages.crossSite},${pages.sameSite}` } }),
    kind.start(),
  ])
  address = running.url
  const database = openDatabase(running.databaseFile)
  const told = () => recorder.requests.filter(isBeacon)
  const complaints: string[] = []
  let taken = 0
  const hear = async () => {
    complaints.push(...(await engine.evaluate(() => (window as unknown as PageGlobals).said ?? [])))
  }
  return {
    engine,
    site: pages.crossSite,
    otherSite: pages.sameSite,
    async open(site, page = PAGE) {
      await hear()
      await engine.open(`${site}/pages/${page}`)
    },
    async takeBeacons() {
      for (let round = 0; round < SETTLE_ROUNDS; round++)
        await engine.evaluate(letPageFinish, recorder.url + SENTINEL)
      await until('answers', () => told().every(({ status }) => status !== undefined) || undefined)
      const fresh = told().slice(taken)
      taken += fresh.length
      return fresh
    },
    waitForBeacon: (path) =>
      until(`a beacon to ${path}`, () =>
        told()
          .slice(taken)
          .find((beacon) => beacon.path === path && beacon.status !== undefined),
      ),
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
      await engine.close()
      await Promise.all([recorder.close(), pages.close(), running.stop()])
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

/** Runs in the page: idle time where the engine knows of it, and a request that what was sent before has preceded. */
async function letPageFinish(sentinel: string): Promise<void> {
  const idle = window.requestIdleCallback ?? setTimeout
  await new Promise((resolve) => idle(resolve as () => void, { timeout: 500 } as never))
  await fetch(sentinel, { mode: 'no-cors', cache: 'no-store' })
}
