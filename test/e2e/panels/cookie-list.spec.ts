import type { Page } from '@playwright/test'
import { realSite } from '../../support/app/real-site.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { readChoiceName } from '../../support/choice/saved-choice.ts'
import { findBanner } from '../../support/widget/banner.ts'

/** Names of everything on the device, each with where it is kept. */
async function namesOn(page: Page): Promise<string[]> {
  const { cookies, local, session, databases } = await readDevice(page)
  return [
    ...cookies.map(({ name }) => `cookie ${name}`),
    ...Object.keys(local).map((name) => `localStorage ${name}`),
    ...Object.keys(session).map((name) => `sessionStorage ${name}`),
    ...Object.keys(databases).map((name) => `IndexedDB ${name}`),
  ]
}

/** What the page `/cookies` says is kept, in the same words. */
const namesListed = (page: Page): Promise<string[]> =>
  page.locator('#device ~ .entry').evaluateAll((entries) =>
    entries.flatMap((entry) => {
      const name = entry.querySelector('h3 code')?.textContent
      const places = entry.querySelector('dd')?.textContent ?? ''
      return name ? places.split(', ').map((place) => `${place} ${name}`) : []
    }),
  )

test('PO-07: what is on the device after a crawl of the whole site with everything granted is on the list', async ({
  page,
  server,
  beacons,
}) => {
  test.slow()
  await page.goto(`${server.url}/demo/`)
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
  const open = [`${server.url}/demo/`]
  const seen = new Set<string>()
  const found = new Set<string>()
  for (let url = open.pop(); url !== undefined; url = open.pop()) {
    if (seen.has(url)) continue
    seen.add(url)
    await page.goto(url)
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) => (all as HTMLAnchorElement[]).map(({ href }) => href.replace(/#.*/, '')))
    open.push(...links.filter((link) => link.startsWith(server.url) && !link.includes('.txt')))
    for (const name of await namesOn(page)) found.add(name)
  }
  await beacons.settle()
  for (const name of await namesOn(page)) found.add(name)
  expect([...seen].filter((url) => url.includes('/demo/')).length).toBeGreaterThan(5)
  const own = await readChoiceName(server)
  // The choice is there: the crawl did not run past it.
  expect([...found]).toEqual(
    expect.arrayContaining([
      ...[`cookie ${own}`, 'cookie kelisim_key', `localStorage ${own}`, 'IndexedDB kelisim'],
    ]),
  )
  await page.goto(`${server.url}/cookies?lang=kk`)
  const listed = await namesListed(page)
  expect([...found].filter((name) => !listed.includes(name))).toEqual([])
})

test('PO-04: on paper the policy keeps every word and loses only what leads around on a screen', async ({
  page,
  server,
}) => {
  for (const language of ['kk', 'ru', 'en']) {
    await page.goto(`${server.url}/policy?lang=${language}`)
    const read = () =>
      page.locator('.policy').evaluate((article) => {
        const words = (element: Element) => (element as HTMLElement).innerText.replace(/[\s↑]/g, '')
        const [title] = article.getElementsByTagName('h1')
        const [text] = article.getElementsByClassName('text')
        return [title, text].map((part) => (part ? words(part) : ''))
      })
    await page.emulateMedia({ media: 'screen' })
    const shown = await read()
    await page.emulateMedia({ media: 'print' })
    expect(await read()).toEqual(shown)
    expect(shown[1]?.length).toBeGreaterThan(5_000)
    await expect(page.locator('.contents')).toBeHidden()
    await expect(page.locator('.languages')).toBeHidden()
    await expect(page.locator('.checksum .address')).toBeVisible()
  }
})

test('PO-08: on paper the list of personal data fits its page, with every column and the lines to sign on', async ({
  page,
  server,
}) => {
  // A4 without its margins, at 96 dots an inch.
  await page.setViewportSize({ width: 627, height: 971 })
  await page.emulateMedia({ media: 'print' })
  for (const language of ['kk', 'ru', 'en']) {
    await page.goto(`${server.url}/personal-data-list?lang=${language}`)
    const { table, paper } = await page.locator('.list table').evaluate((element) => ({
      table: element.getBoundingClientRect().right,
      paper: document.documentElement.clientWidth,
    }))
    expect(table).toBeLessThanOrEqual(paper)
    await expect(page.getByRole('columnheader')).toHaveCount(7)
    await expect(page.locator('.approval dd')).toHaveCount(4)
  }
})

test.describe('necessary cookies of the site itself', () => {
  const purpose = { kk: 'Пікір авторын есте сақтайды', ru: 'Помнит автора', en: 'Keeps the author' }
  test.use({
    site: { ...realSite, siteCookies: [{ name: 'comment_author_*', days: 347, purpose }] },
  })

  test('PO-07: stand in the widget’s list with what for and how long, and are not removed by a refusal', async ({
    page,
    hostPages,
  }) => {
    await page.goto(`${hostPages.crossSite}/pages/panels/panels.html`)
    await page.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: as WordPress sets it
      document.cookie = 'comment_author_1=planted; Path=/'
    })
    const row = page.getByRole('row', { name: 'comment_author_*' })
    await expect(row).toContainText(purpose.kk)
    await expect(row).toContainText('347')
    await findBanner(page).reject.click()
    await expect(findBanner(page).region).toBeHidden()
    expect(await page.evaluate(() => document.cookie)).toContain('comment_author_1=planted')
  })
})

test('PO-07: a list of cookies that could not be loaded comes with the next choice, and its place stays empty until then', async ({
  page,
  hostPages,
}) => {
  const LIST = /\/assets\/cookies-/
  await page.route(LIST, (route) => route.abort())
  const lost = page.waitForEvent('requestfailed', (request) => LIST.test(request.url()))
  await page.goto(`${hostPages.crossSite}/pages/gate/placeholders.html`)
  await lost
  const place = page.locator('div[data-kelisim=cookies]')
  await expect(findBanner(page).region).toBeVisible()
  await expect(place).toBeEmpty()
  await page.unroute(LIST)
  await findBanner(page).accept.click()
  await expect(place.locator('table')).toBeVisible()
})
