import { findBanner } from '../support/banner.ts'
import { expect, test } from '../support/fixtures.ts'
import { readDevice } from '../support/read-device.ts'
import { accept, CHOICE_NAME, can, choiceIn, savedCookies } from '../support/saved-choice.ts'
import { startSchool } from '../support/start-school.ts'

// What is withdrawn on one host of a school ends on the others as well, where one server keeps their choice.

test('CB-09 a grant given on one host and withdrawn on another, where everything loads, ends on both', async ({
  page,
  context,
}) => {
  const { beacons, pages, stop } = await startSchool(page)
  const [www, forum] = pages
  try {
    await page.goto(forum)
    await accept(page, beacons)
    expect(choiceIn((await readDevice(page)).local)).toMatch(/^granted~/)
    await page.goto(www)
    await beacons.waitFor('/v1/visits')
    expect(await can(page, 'analytics')).toBe(true)
    expect(await page.evaluate('kelisim.withdraw()')).toBe('saved')
    await beacons.settle()
    expect(beacons.list().filter(({ path }) => path.endsWith('/withdrawal'))).toHaveLength(1)
    for (const url of [forum, www, forum]) {
      beacons.clear()
      await page.goto(url)
      await beacons.expectNone()
      for (const purpose of ['analytics', 'external']) expect(await can(page, purpose)).toBe(false)
      await expect(findBanner(page).region).toBeHidden()
      for (const value of await savedCookies(context)) expect(value).toMatch(/^refused~/)
    }
    // For the domain, in the server's own words: what a script wrote Safari would forget.
    const cookies = (await context.cookies()).filter(({ name }) => CHOICE_NAME.test(name))
    const forAll = cookies.filter(({ domain }) => domain === '.school.localhost')
    expect(forAll.map(({ sameSite }) => sameSite)).toEqual(['Lax'])
  } finally {
    await stop()
  }
})
