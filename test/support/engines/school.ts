import { openDatabase, searchBytes } from '../database-file.ts'
import { startHostPages } from '../host-pages.ts'
import { type Device, EMPTY_DEVICE, readDatabases } from '../read-device.ts'
import { isBeacon, type RecordedRequest, type Recorder, startRecorder } from '../recorder.ts'
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

/** Starts the server and the browser at once. Where one fails the other is not left behind. */
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

/** Runs in the page: idle time where the engine knows of it, and a request that what was sent before has preceded. */
async function letPageFinish(sentinel: string): Promise<void> {
  await new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: 500 })
    else setTimeout(resolve)
  })
  await fetch(sentinel, { mode: 'no-cors', cache: 'no-store' })
}
