import { expect, type Page } from '@playwright/test'
import { isBeacon, type RecordedRequest, type Recorder } from './recorder.ts'

const WAIT_MS = 5_000
/** Polling intervals; the values polled are in this process. */
const intervals = [10, 20, 50, 100]
/** Path that only the tests request. */
export const SENTINEL = '/health/live'
/** Rounds of idle time and a request, after which everything that a page had begun has arrived. */
const SETTLE_ROUNDS = 5

/** What a test expects of one beacon; absent fields may have any value. */
export type ExpectedBeacon = Partial<Pick<RecordedRequest, 'method' | 'path' | 'status' | 'body'>>

/** What pages sent to the server: every request except reads of pages, scripts, styles, pictures, and preflights. */
export interface Beacons {
  list(): readonly RecordedRequest[]
  /** Passes where nothing has been sent, after the page had time to send something. */
  expectNone(): Promise<void>
  /** Waits for these beacons, in this order, and passes where there are no others. */
  expect(expected: readonly ExpectedBeacon[]): Promise<void>
  /** Waits until a beacon to this path has been answered and returns the latest. */
  waitFor(path: string): Promise<RecordedRequest>
  /** Waits until everything that the page has begun has been sent. */
  settle(): Promise<void>
  /** Leaves a counted page for an empty one, and waits until its duration has been sent. */
  leave(): Promise<void>
  /** Clears the beacons so far. */
  clear(): void
}

/** Watches the beacons that pages of this browser send to a recorder. */
export function watchBeacons(page: Page, recorder: Recorder): Beacons {
  const list = () => recorder.requests.filter(isBeacon)
  const settle = async () => {
    await settlePage(page, `${recorder.url}${SENTINEL}`)
    const open = () => list().filter(({ status }) => status === undefined)
    await expect
      .poll(open, { timeout: WAIT_MS, intervals, message: 'unanswered beacons' })
      .toEqual([])
  }
  return {
    list,
    settle,
    async leave() {
      const told = () =>
        list().filter(({ text, status }) => status !== undefined && text.includes('"durationMs"'))
      const before = told().length
      await page.goto('about:blank')
      await expect
        .poll(() => told().length, { timeout: WAIT_MS, intervals, message: 'told how long' })
        .toBeGreaterThan(before)
    },
    clear: () => recorder.clear(),
    async expectNone() {
      await settle()
      expect(list(), 'beacons').toEqual([])
    },
    async expect(expected) {
      await expect
        .poll(() => list().map(({ path }) => path), {
          timeout: WAIT_MS,
          intervals,
          message: 'beacons',
        })
        .toHaveLength(expected.length)
      await settle()
      expect(list(), 'beacons').toMatchObject([...expected])
    },
    async waitFor(path) {
      const find = () =>
        list().findLast((beacon) => beacon.path === path && beacon.status !== undefined)
      await expect
        .poll(find, { timeout: WAIT_MS, intervals, message: `beacon to ${path}` })
        .toBeDefined()
      return find() as RecordedRequest // The line above has waited for it.
    },
  }
}

/**
 * Lets a page finish: its load, the widget's start, idle time, and a request from the page to the server, which everything
 * sent earlier has preceded.
 */
async function settlePage(page: Page, sentinel: string): Promise<void> {
  if (page.isClosed() || page.url() === 'about:blank') return
  await page.waitForLoadState('load')
  for (let round = 0; round < SETTLE_ROUNDS; round++) {
    await page.evaluate(letPageFinish, sentinel).catch(() => undefined) // Left for another page meanwhile.
  }
}

async function letPageFinish(sentinel: string): Promise<void> {
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 }))
  // If the page's own policy forbids the request, trying it was wait enough.
  await fetch(sentinel, { mode: 'no-cors', cache: 'no-store' }).catch(() => undefined)
}
