import { expect, test } from '../../support/browser/fixtures.ts'
import { readChoiceName } from '../../support/choice/saved-choice.ts'
import { findBanner } from '../../support/widget/banner.ts'

const DAY_MS = 86_400_000

for (const site of ['sameSite', 'crossSite'] as const)
  test(`TR-05 visits do not prolong a choice: ten days later it ends when it was to end, on ${site} pages`, async ({
    page,
    context,
    hostPages,
    beacons,
    server,
  }) => {
    const name = await readChoiceName(server)
    const kept = async () => ({
      // The browser keeps times to a fraction of a second.
      cookies: (await context.cookies())
        .map(({ name, value, path, expires }) => [name, value, path, Math.round(expires)].join(' '))
        .toSorted(),
      local: await page.evaluate((key) => localStorage.getItem(key), name),
    })
    const url = `${hostPages[site]}/pages/first-page.html`
    await page.goto(url)
    await findBanner(page).accept.click()
    await beacons.waitFor('/v1/visits')
    await beacons.settle()
    const before = await kept()
    expect(before.local).toMatch(/^granted~/)
    expect(before.cookies.length).toBeGreaterThan(0)
    for (const days of [10, 20]) {
      await page.clock.setFixedTime(Date.now() + days * DAY_MS)
      beacons.clear()
      await page.goto(url)
      await beacons.waitFor('/v1/visits')
      await beacons.settle()
      await expect(findBanner(page).region).toBeHidden()
      expect(await kept()).toEqual(before)
    }
  })
