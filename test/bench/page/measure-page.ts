import { type Browser, chromium } from '@playwright/test'
import { findChromium } from '../../support/browser/chromium.ts'
import { startHostPages } from '../../support/page/host-pages.ts'
import { startServer } from '../../support/server/start-server.ts'
import { bundleHeadless } from '../peers/bundle-headless.ts'
import { installPeers } from '../peers/install-peers.ts'
import { type Measurement, median } from '../table.ts'
import { measureAcceptDelay } from './accept-delay.ts'
import { BLANK, type Contestant, listContestants } from './contestants.ts'
import { type LargestPaint, readLargestPaint } from './demo-paint.ts'
import { type Network, networks } from './open-page.ts'
import { describeDemo, describePages, type Seen } from './page-rows.ts'
import { visitQuietly } from './quiet-visit.ts'
import { measureScriptToBanner } from './script-visit.ts'
import { servePages } from './serve-pages.ts'
import { visitAndAccept } from './watched-visit.ts'

/** Rounds that count; one before them warms the browser up and does not. */
const ROUNDS = 9
/** The demo's largest paint may differ by 2 %, less than a frame: that takes more rounds to be seen. */
const PAINT_ROUNDS = 25

/** What a visitor's browser does until the banner is there and until it is gone, beside the peers, in one run. */
export async function measurePage(): Promise<Measurement[]> {
  const executablePath = findChromium()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    chromiumSandbox: false,
    args: ['--disable-quic', '--disable-background-networking', '--no-first-run', '--disable-gpu'],
  })
  try {
    return [...(await compareBanners(browser)), ...(await measureDemo(browser))]
  } finally {
    await browser.close()
  }
}

async function compareBanners(browser: Browser): Promise<Measurement[]> {
  const server = await startServer()
  const modules = installPeers()
  const headless = await bundleHeadless(modules, 'c15t')
  const contestants = listContestants(new URL(server.url).port, { modules, headless })
  const pages = await servePages(contestants)
  const rows: Measurement[] = []
  try {
    for (const network of Object.keys(networks) as Network[]) {
      const seen = new Map<string, Seen[]>()
      for (let round = -1; round < ROUNDS; round++) {
        for (const [index, contestant] of shuffle([...contestants.entries()])) {
          const one = await visit(browser, pages.url(index), network, contestant)
          if (round >= 0) seen.set(contestant.name, [...(seen.get(contestant.name) ?? []), one])
        }
      }
      rows.push(...describePages(network, seen))
    }
  } finally {
    await Promise.all([pages.close(), server.stop()])
  }
  return rows
}

async function visit(
  browser: Browser,
  url: string,
  network: Network,
  contestant: Contestant,
): Promise<Seen> {
  const quiet = await visitQuietly(browser, url, network)
  if (contestant.name === BLANK) return quiet
  const watched = await visitAndAccept(browser, url, network, contestant)
  // The same scripts on either network.
  if (network !== 'loopback') return { ...quiet, ...watched }
  const scriptMs = await measureScriptToBanner(browser, url, contestant.banner)
  return { ...quiet, ...watched, scriptMs }
}

/** None always comes after the same other. */
const shuffle = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => [Math.random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)

const demoVisits = (Object.keys(networks) as Network[]).flatMap((network) =>
  (['with', 'without'] as const).map((side) => [network, side] as const),
)

/** The demo with and without the widget, and a click on 'accept' while fifty scripts wait for it. */
async function measureDemo(browser: Browser): Promise<Measurement[]> {
  const pages = await startHostPages(() => server.url)
  const server = await startServer({ environment: { KELISIM_ORIGINS: pages.crossSite } })
  const paints = {
    loopback: { with: [] as LargestPaint[], without: [] as LargestPaint[] },
    'slow 4G': { with: [] as LargestPaint[], without: [] as LargestPaint[] },
  }
  const delays: number[] = []
  try {
    for (let round = 0; round < PAINT_ROUNDS; round++) {
      for (const [network, side] of shuffle(demoVisits))
        paints[network][side].push(
          await readLargestPaint(browser, server.url, { withWidget: side === 'with', network }),
        )
    }
    for (let round = 0; round < ROUNDS; round++)
      delays.push(await measureAcceptDelay(browser, `${pages.crossSite}/pages/gate/fifty.html`))
  } finally {
    await Promise.all([pages.close(), server.stop()])
  }
  return describeDemo(paints, median(delays))
}
