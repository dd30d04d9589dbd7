import { expect, test } from '../../support/browser/fixtures.ts'
import { watchBeacons } from '../../support/choice/beacons.ts'
import { startRecorder } from '../../support/choice/recorder.ts'
import {
  accept,
  CHOICE_NAME,
  can,
  forgetScripts,
  readChoiceName,
  savedCookies,
  savedLocally,
  turn,
} from '../../support/choice/saved-choice.ts'
import { startHostPages } from '../../support/page/host-pages.ts'
import { startServer } from '../../support/server/start-server.ts'
import { findBanner } from '../../support/widget/banner.ts'

// The server's cookie and what the page's script keeps are copies of one choice: they agree, or the visitor wins.

const first = '/pages/first-page.html'
const second = '/pages/second-page.html'

test('copies of one record that differ in the last day lose no choice: the earlier day holds', async ({
  page,
  context,
  hostPages,
  beacons,
  server,
}) => {
  await page.goto(hostPages.sameSite + first)
  await accept(page, beacons)
  await beacons.settle()
  const own = await readChoiceName(server)
  const [value = ''] = await savedCookies(context)
  const day = value.split('~')[2] ?? ''
  const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
  const after = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
  for (const other of [before, after]) {
    await context.addCookies([
      { name: own, value: value.replace(day, other), url: hostPages.sameSite },
    ])
    beacons.clear()
    await page.reload()
    await beacons.waitFor('/v1/visits')
    await expect(findBanner(page).region).toBeHidden()
    expect(await can(page, 'external')).toBe(true)
  }
  // Of another record or of more than was granted, neither is believed.
  for (const wrong of [
    value.replace('analytics.external', 'analytics'),
    value.replace(/~[\da-f]{8}-/, '~00000000-'),
  ]) {
    expect(wrong).not.toBe(value)
    await context.addCookies([{ name: own, value: wrong, url: hostPages.sameSite }])
    await beacons.settle()
    beacons.clear()
    await page.reload()
    await expect(findBanner(page).region).toBeVisible()
    await beacons.settle()
    // Nothing but how long the page before was in view.
    expect(beacons.list().filter(({ text }) => !text.includes('durationMs'))).toEqual([])
    expect(await can(page, 'analytics')).toBe(false)
  }
})

test.describe('with purposes in another order', () => {
  test.use({
    site: {
      operator: {
        name: { kk: 'Мектеп', ru: 'Школа', en: 'School' },
        bin: '000000000000',
        address: { kk: 'Алматы', ru: 'Алматы', en: 'Almaty' },
        contact: 'privacy@school.example',
      },
      purposes: [
        { id: 'functional', policyClause: '4.1(7)' },
        { id: 'external', policyClause: '4.1(8)' },
        { id: 'analytics', policyClause: '4.1(9)' },
      ],
    },
  })

  test("the server's cookie and the page's own copy agree whatever the order of the purposes", async ({
    page,
    context,
    hostPages,
    beacons,
  }) => {
    await page.goto(hostPages.sameSite + first)
    await accept(page, beacons)
    await beacons.settle()
    const [value, ...others] = await savedCookies(context)
    expect(others).toEqual([])
    expect(value).toContain('~functional.external.analytics~')
    expect((await savedLocally(page))?.startsWith(`${value}~`)).toBe(true)
    beacons.clear()
    await page.reload()
    await beacons.waitFor('/v1/visits')
    for (const purpose of ['functional', 'external', 'analytics'])
      expect(await can(page, purpose)).toBe(true)
  })
})

test('a server on a subdomain of its own sets the choice for the whole domain, and a change leaves no older copy', async ({
  page,
  context,
}) => {
  // Chromium finds every name below `localhost` on this machine.
  let address = ''
  const onSubdomain = (url: string, name: string) =>
    url.replace('127.0.0.1', `${name}.school.localhost`)
  const recorder = await startRecorder(() => address)
  const hostPages = await startHostPages(() => onSubdomain(recorder.url, 'consent'))
  const origin = onSubdomain(hostPages.sameSite, 'www')
  const running = await startServer({ environment: { KELISIM_ORIGINS: origin } })
  address = running.url
  try {
    const beacons = watchBeacons(page, recorder)
    const banner = findBanner(page)
    const choices = async () =>
      (await context.cookies())
        .filter(({ name }) => CHOICE_NAME.test(name))
        .map(({ domain, value }) => [domain, value.split('~')[0]])
    await page.goto(origin + first)
    await accept(page, beacons)
    await beacons.settle()
    expect(await choices()).toEqual([['.school.localhost', 'granted']])
    await page.reload()
    await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
    beacons.clear()
    await turn(page, 'Сыртқы қызметтер')
    await expect(banner.dialog).toBeHidden()
    // Until the server has answered, the page's own copy stands beside it.
    await beacons.waitFor('/v1/consents')
    await expect.poll(choices).toEqual([['.school.localhost', 'granted']])
    await beacons.settle()
    await forgetScripts(page)
    await page.reload()
    await expect.poll(() => can(page, 'analytics')).toBe(true)
    expect(await can(page, 'external')).toBe(false)
    expect(await choices()).toEqual([['.school.localhost', 'granted']])

    await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
    await banner.withdraw.click()
    await expect(banner.dialog).toBeHidden()
    await beacons.settle()
    expect(beacons.list().findLast(({ path }) => path.endsWith('/withdrawal'))?.status).toBe(201)
    expect((await choices()).map(([, kind]) => kind)).toEqual(['refused'])
    await page.reload()
    await forgetScripts(page)
    await page.reload()
    await beacons.settle()
    beacons.clear()
    await page.goto(origin + second)
    await beacons.expectNone()
    await expect(banner.region).toBeHidden()
  } finally {
    await Promise.all([recorder.close(), hostPages.close(), running.stop()])
  }
})
