import { test as base } from '@playwright/test'
import type Database from 'better-sqlite3'
import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'
import { type Beacons, watchBeacons } from '../choice/beacons.ts'
import { type Recorder, startRecorder } from '../choice/recorder.ts'
import { openDatabase, searchBytes } from '../database/database-file.ts'
import { type HostPages, startHostPages } from '../page/host-pages.ts'
import { type HostedServer, type ServerHost, startServerHost } from '../server/server-host.ts'
import { startEdgeHost } from '../worker/edge-host.ts'

export { expect } from '@playwright/test'

/** The real server, as pages see it, with access to its internals for the test. */
export interface TestServer {
  /** Its origin. Pages must use this one, since requests to it are recorded. */
  readonly url: string
  readonly origin: string
  readonly databaseFile: string
  /** Opens the database read-only. Closed at the end of the test. */
  openDatabase(): Database.Database
  /** Returns the names of the database files that contain a text byte by byte. */
  searchBytes(needle: string | Buffer): Promise<string[]>
  /** Returns everything that the server has printed. */
  output(): string
  /** Every request that arrived, beacon or not. */
  readonly requests: Recorder['requests']
  goOffline(): void
  goOnline(): void
}

interface Options {
  /** Added to the server's environment: `test.use({ serverEnvironment: { … } })`. */
  serverEnvironment: Record<string, string>
  /** The site's configuration; the default one where absent. */
  site: SiteConfigInput | undefined
}

interface Fixtures {
  /** A fresh server on a fresh database, for this test only. */
  server: TestServer
  /** The website with the script tag. */
  hostPages: HostPages
  beacons: Beacons
  /** Address of every request that the browser made in this test. */
  requestedUrls: readonly string[]
  surroundings: {
    readonly recorder: Recorder
    readonly running: HostedServer
    readonly pages: HostPages
  }
}

/** Where the server runs. */
export interface RuntimeOption {
  /** Default: Node. */
  runtime: 'node' | 'edge'
}

interface WorkerFixtures extends RuntimeOption {
  /** The process in which the servers of one worker's tests run, one after the other. */
  serverHost: ServerHost
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  runtime: ['node', { option: true, scope: 'worker' }],

  serverHost: [
    async ({ runtime }, use) => {
      const host = runtime === 'edge' ? startEdgeHost() : startServerHost()
      await use(host)
      await host.stop()
    },
    { scope: 'worker' },
  ],

  page: async ({ page }, use, testInfo) => {
    await use(page)
    if (testInfo.status === testInfo.expectedStatus) return
    const path = testInfo.outputPath('test-failed.png')
    const taken = await page.screenshot({ path, timeout: 5_000 }).catch(() => undefined) // It may be gone.
    if (taken) testInfo.attachments.push({ name: 'screenshot', path, contentType: 'image/png' })
  },

  serverEnvironment: [{}, { option: true }],
  site: [undefined, { option: true }],

  surroundings: async ({ serverHost, serverEnvironment, site }, use) => {
    let address = ''
    const recorder = await startRecorder(() => address)
    const pages = await startHostPages(() => recorder.url)
    const running = await serverHost.serve({
      environment: {
        KELISIM_ORIGINS: `${pages.crossSite},${pages.sameSite}`,
        ...serverEnvironment,
      },
      ...(site && { site }),
    })
    address = running.url
    await use({ recorder, running, pages })
    await Promise.all([recorder.close(), pages.close(), running.stop()])
  },

  server: async ({ surroundings: { recorder, running } }, use) => {
    const opened: Database.Database[] = []
    const { databaseFile, output } = running
    const { url, requests, goOffline, goOnline } = recorder
    await use({
      ...{ url, origin: url, requests, goOffline, goOnline, databaseFile, output },
      openDatabase() {
        const database = openDatabase(databaseFile)
        opened.push(database)
        return database
      },
      searchBytes: (needle) => searchBytes(databaseFile, needle),
    })
    for (const database of opened) database.close()
  },

  hostPages: ({ surroundings }, use) => use(surroundings.pages),

  beacons: ({ page, surroundings }, use) => use(watchBeacons(page, surroundings.recorder)),

  requestedUrls: async ({ context }, use) => {
    const urls: string[] = []
    context.on('request', (request) => urls.push(request.url()))
    await use(urls)
  },
})
