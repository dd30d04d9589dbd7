import type { Page } from '@playwright/test'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import {
  accept,
  can,
  forgetScripts,
  readChoiceName,
  savedCookies,
  savedLocally,
  turn,
} from '../../support/choice/saved-choice.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Where page and server are of one site the server keeps the choice in a cookie too: it outlives what Safari forgets
// of scripts. Elsewhere there is none.

const first = '/pages/first-page.html'
const second = '/pages/second-page.html'

const states = (server: TestServer) => readRows(server, 'consent_events').map(({ state }) => state)
/** `Set-Cookie` lines of the answers to a path, as the server wrote them. */
const watchSetCookie = (page: Page, path: RegExp) => {
  const lines: string[] = []
  page.on('response', async (response) => {
    if (!path.test(new URL(response.url()).pathname)) return
    lines.push(
      ...(await response.headersArray())
        .filter(({ name }) => name.toLowerCase() === 'set-cookie')
        .map(({ value }) => value),
    )
  })
  return lines
}
test('TR-05 the server sets the choice and, for itself alone, its key; both hold when scripts have been forgotten', async ({
  page,
  context,
  hostPages,
  beacons,
  server,
}) => {
  const lines = watchSetCookie(page, /^\/v1\/consents$/)
  await page.goto(hostPages.sameSite + first)
  await accept(page, beacons)
  const { id, secret } = (await beacons.waitFor('/v1/consents')).body as Record<string, string>
  await expect.poll(() => lines).toHaveLength(3)
  const [choice, ownData, key] = lines.toSorted()
  const half = /Max-Age=1555[0-9]{4}; SameSite=Lax$/
  expect(key).toMatch(half)
  expect(key).toContain(`kelisim_key=${secret}; Path=/v1/consents/${id}; HttpOnly;`)
  expect(ownData).toMatch(
    new RegExp(`^kelisim_key=${id}\\.${secret}; Path=/my-data; HttpOnly; .*; SameSite=Strict$`),
  )
  expect(choice).toMatch(half)
  expect(choice).toMatch(new RegExp(`^kelisim-[\\da-f]{8}=granted~2025-08-01~[\\d-]{10}~${id}~`))
  expect(choice).toContain('; Path=/;')
  expect(choice).not.toContain('HttpOnly')
  expect(choice).not.toContain(secret)
  // One cookie, not one of each, and it says what localStorage says but for the secret.
  const [value = '', ...others] = await savedCookies(context)
  expect(others).toEqual([])
  expect(await savedLocally(page)).toBe(`${value}~${secret}`)
  expect(await page.evaluate(() => document.cookie)).not.toContain(secret)

  await beacons.settle()
  await forgetScripts(page)
  beacons.clear()
  await page.goto(hostPages.sameSite + second)
  await beacons.waitFor('/v1/visits')
  await expect(findBanner(page).region).toBeHidden()
  expect(await can(page, 'analytics')).toBe(true)
  // The key goes to its record and nowhere else.
  const { headers } = await beacons.waitFor('/v1/visits')
  expect(headers.cookie ?? '').not.toContain('kelisim_key')

  const taken = watchSetCookie(page, /withdrawal$/)
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await findBanner(page).withdraw.click()
  const withdrawal = await beacons.waitFor(`/v1/consents/${id}/withdrawal`)
  expect(withdrawal).toMatchObject({ status: 201 })
  expect(withdrawal.headers.authorization).toBeUndefined()
  expect(states(server)).toEqual(['ConsentGiven', 'ConsentWithdrawn'])
  await expect
    .poll(async () => (await context.cookies()).map(({ name }) => name))
    .toEqual([await readChoiceName(server)])
  const [refused] = await savedCookies(context)
  expect(refused).toMatch(/^refused~2025-08-01~[\d-]{10}$/)
  expect(taken.toSorted()).toEqual([
    `${await readChoiceName(server)}=${refused}; Path=/; Max-Age=15552000; SameSite=Lax`,
    'kelisim_key=; Path=/my-data; HttpOnly; Max-Age=0; SameSite=Strict',
    `kelisim_key=; Path=/v1/consents/${id}; HttpOnly; Max-Age=0; SameSite=Lax`,
  ])
  await beacons.settle()
  beacons.clear()
  await page.goto(hostPages.sameSite + first)
  await beacons.expectNone()
})

test('CB-20 a refusal on the same site is a cookie alike for all, and holds when scripts have been forgotten', async ({
  page,
  context,
  hostPages,
  beacons,
}) => {
  const lines = watchSetCookie(page, /^\/v1\/refusals$/)
  await page.goto(hostPages.sameSite + first)
  await findBanner(page).reject.click()
  await beacons.waitFor('/v1/refusals')
  await expect.poll(() => lines).toHaveLength(1)
  expect(lines[0]).toMatch(
    /^kelisim-[\da-f]{8}=refused~2025-08-01~\d{4}-\d\d-\d\d; Path=\/; Max-Age=15552000; SameSite=Lax$/,
  )
  await forgetScripts(page)
  beacons.clear()
  await page.reload()
  await beacons.expectNone()
  await expect(findBanner(page).region).toBeHidden()
  expect(await context.cookies()).toHaveLength(1)
})

test('on a page of another site the server sets no cookie and gets none', async ({
  page,
  context,
  hostPages,
  beacons,
  server,
}) => {
  const lines = watchSetCookie(page, /./)
  await page.goto(hostPages.crossSite + first)
  await accept(page, beacons)
  await page.goto(hostPages.crossSite + second)
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await findBanner(page).withdraw.click()
  await expect.poll(() => states(server).at(-1)).toBe('ConsentWithdrawn')
  await page.goto(hostPages.crossSite + first)
  await beacons.settle()
  expect(lines).toEqual([])
  expect(server.requests.filter(({ headers }) => headers.cookie)).toEqual([])
  // What remains is the page's own refusal.
  expect(await context.cookies()).toMatchObject([
    { name: await readChoiceName(server), domain: 'localhost' },
  ])
  expect(await savedCookies(context)).toEqual([await savedLocally(page)])
  expect(await savedLocally(page)).toMatch(/^refused~/)
})

test('CB-09 the latest of several choices is the one that holds after a reload, in cookie and storage alike', async ({
  page,
  context,
  hostPages,
  beacons,
  server,
}) => {
  const banner = findBanner(page)
  const openSettings = () => page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  const afterReload = async () => {
    await beacons.settle()
    await page.reload()
    await beacons.settle()
    await expect(banner.region).toBeHidden()
    return { analytics: await can(page, 'analytics'), external: await can(page, 'external') }
  }
  const expectOneCopy = async () => {
    const [value, ...others] = await savedCookies(context)
    expect(others).toEqual([])
    expect((await savedLocally(page))?.replace(/~[\w-]{43}$/, '')).toBe(value)
  }
  await page.goto(hostPages.sameSite + first)
  await accept(page, beacons)
  expect(await afterReload()).toEqual({ analytics: true, external: true })
  await openSettings()
  await turn(page, 'Сыртқы қызметтер') // Switches it off: analytics remain.
  expect(await afterReload()).toEqual({ analytics: true, external: false })
  await expectOneCopy()
  expect(states(server)).toEqual(['ConsentGiven', 'ConsentWithdrawn', 'ConsentGiven'])

  await openSettings()
  await banner.withdraw.click()
  expect(await afterReload()).toEqual({ analytics: false, external: false })
  await expectOneCopy()
  await openSettings()
  await turn(page, 'Сыртқы қызметтер')
  expect(await afterReload()).toEqual({ analytics: false, external: true })
  await expectOneCopy()

  // The last two in one breath: the answer to the first comes when the second has been made.
  const outcomes = await page.evaluate(() => {
    const api = window.kelisim as import('../../../widget/api.ts').Kelisim
    return Promise.all([api.choose({ purposes: { analytics: true } }), api.withdraw()])
  })
  expect(outcomes[1]).toBe('saved')
  expect(await afterReload()).toEqual({ analytics: false, external: false })
  await forgetScripts(page)
  expect(await afterReload()).toEqual({ analytics: false, external: false })
  const open = readRows(server, 'consent_records').length
  expect(states(server).filter((state) => state === 'ConsentWithdrawn')).toHaveLength(open)
})
