import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import type { Beacons } from '../../support/choice/beacons.ts'
import { readRows } from '../../support/database/read-rows.ts'
import type { HostPages } from '../../support/page/host-pages.ts'
import { lesserBuiltins } from '../../support/page/lesser-builtins.ts'
import { oldLibraries } from '../../support/page/old-libraries.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { openWritten } from '../../support/page/write-page.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Whatever a page has in the place of the browser's own, a choice is asked for, kept, told once and holds.

/**
 * Remembers the page's functions, whatever they are by then, and counts on a click which of them have become others. The page
 * does it by itself: what looks into it from outside uses its built-ins too.
 */
const WATCH = `<script>
{
  const list = () => {
    const found = []
    for (const holder of [window, Object, Object.prototype, Function.prototype, Array, Array.prototype, String.prototype, Number.prototype, Date, Date.prototype, Element.prototype, HTMLElement.prototype, Document.prototype])
      for (const name of Reflect.ownKeys(holder)) {
        const { value } = Reflect.getOwnPropertyDescriptor(holder, name)
        if (typeof value === 'function') found.push([holder, name, value])
      }
    return found
  }
  const before = list()
  window.countChanged = () => {
    let changed = 0
    for (const [holder, name, value] of before)
      if (Reflect.getOwnPropertyDescriptor(holder, name)?.value !== value) changed++
    document.querySelector('output').textContent = changed + ' of ' + (before.length > 300)
  }
}
</script>`
const UNCHANGED = '0 of true'

const open = (page: Page, pages: HostPages, code: string) =>
  openWritten(page, pages, {
    hasTag: false,
    body: `<script>${code}</script>${WATCH}<script src="{{server}}/widget.js"></script><h1>Мектеп</h1><a href="#kelisim-settings">Баптаулар</a><button onclick="countChanged()">Санау</button><output></output><script type="text/plain" data-category="analytics">document.title += ' analytics'</script>`,
  })
const REFUSED = 'Мектеп'
const GRANTED = 'Мектеп analytics'

/** Waits until nothing of the page waits to be told any more: what is told twice would count a refusal twice. */
async function expectAllTold(page: Page): Promise<void> {
  const kept = async () => JSON.stringify(await page.context().storageState({ indexedDB: true }))
  await expect.poll(kept).not.toMatch(/\/v1\/|kelisim-waiting/)
}

const told = (beacons: Beacons, path: RegExp) =>
  beacons.list().flatMap((one) => (path.test(one.path) ? [one.status] : []))
const CONSENT = /^\/v1\/consents$/
const REFUSAL = /^\/v1\/refusals$/
const WITHDRAWAL = /\/withdrawal$/

for (const [name, code] of Object.entries({ ...lesserBuiltins, ...oldLibraries })) {
  test(`a page with ${name} asks, keeps a refusal and a consent, tells each once, and is left as it is`, async ({
    page,
    browser,
    server,
    hostPages,
    beacons,
  }) => {
    const banner = findBanner(page)
    const log = logWhole(page)
    await open(page, hostPages, code)
    await expect(banner.region).toBeVisible()
    expect(beacons.list()).toEqual([])
    await banner.reject.click()
    await expect(banner.region).toBeHidden()
    await expect.poll(() => told(beacons, REFUSAL)).toEqual([202])
    await expectAllTold(page)
    await page.reload()
    await page.getByRole('link', { name: 'Баптаулар' }).click()
    await expect(banner.dialog).toBeVisible()
    await expect(banner.region).toBeHidden()
    await expect(page).toHaveTitle(REFUSED)
    expect(readRows(server, 'consent_records')).toEqual([])
    await banner.dialog.getByRole('button', { name: 'Барлығын қабылдау' }).click()
    await expect.poll(() => told(beacons, CONSENT)).toEqual([201])
    await expect(banner.dialog).toBeHidden()
    await expect(page).toHaveTitle(GRANTED)
    await page.getByRole('link', { name: 'Баптаулар' }).click()
    await banner.withdraw.click()
    await expect.poll(() => told(beacons, WITHDRAWAL)).toEqual([201])
    await expect(banner.dialog).toBeHidden()
    await page.getByRole('button', { name: 'Санау' }).click()
    await expect(page.locator('output')).toHaveText(UNCHANGED)
    await expectAllTold(page)
    await page.reload()
    await page.getByRole('link', { name: 'Баптаулар' }).click()
    await expect(banner.dialog).toBeVisible()
    await expect(page).toHaveTitle(REFUSED)

    const other = await browser.newPage()
    const otherLog = logWhole(other)
    await open(other, hostPages, code)
    await findBanner(other).accept.click()
    await expect(findBanner(other).region).toBeHidden()
    await expect.poll(() => told(beacons, CONSENT)).toEqual([201, 201])
    await expect(other).toHaveTitle(GRANTED)
    await expectAllTold(other)
    await other.reload()
    await expect(other).toHaveTitle(GRANTED)
    await expect(findBanner(other).region).toBeHidden()
    await other.close()

    expect(readRows(server, 'consent_records')).toHaveLength(2)
    expect([told(beacons, REFUSAL), told(beacons, CONSENT), told(beacons, WITHDRAWAL)]).toEqual([
      [202],
      [201, 201],
      [201],
    ])
    expect([log, otherLog]).toEqual([SILENT, SILENT])
  })
}

test('what a page replaces once it has been asked loses no choice either', async ({
  page,
  server,
  hostPages,
  beacons,
}) => {
  const banner = findBanner(page)
  const log = logWhole(page)
  const late = Object.entries({ ...lesserBuiltins, ...oldLibraries }).filter(([name]) =>
    /^a Promise that adopts|^a Set and|^an Object\.|^append|^a CustomEvent that|1\./.test(name),
  )
  expect(late.length).toBeGreaterThan(8)
  await open(page, hostPages, '')
  await expect(banner.region).toBeVisible()
  for (const [, code] of late) await page.addScriptTag({ content: `{${code}}` })
  await banner.accept.click()
  await expect.poll(() => told(beacons, CONSENT)).toEqual([201])
  await expect(page).toHaveTitle(GRANTED)
  await page.getByRole('link', { name: 'Баптаулар' }).click()
  await banner.withdraw.click()
  await expect.poll(() => told(beacons, WITHDRAWAL)).toEqual([201])
  await expect(banner.dialog).toBeHidden()
  await expectAllTold(page)
  await page.reload()
  await page.getByRole('link', { name: 'Баптаулар' }).click()
  await expect(banner.dialog).toBeVisible()
  await expect(banner.region).toBeHidden()
  await expect(page).toHaveTitle(REFUSED)
  expect(readRows(server, 'consent_records')).toHaveLength(1)
  expect(told(beacons, REFUSAL)).toEqual([])
  expect(log).toEqual(SILENT)
})
