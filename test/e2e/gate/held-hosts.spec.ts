import { expect, test } from '../../support/browser/fixtures.ts'
import { startSchool } from '../../support/browser/start-school.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { accept, CHOICE_NAME, can, choiceIn } from '../../support/choice/saved-choice.ts'
import { findBanner } from '../../support/widget/banner.ts'

// What is withdrawn on one host of a school ends on the others as well, where one server keeps their choice.

for (const isHeard of [true, false])
  test(`CB-09 a grant given on one host and withdrawn on another ends on both, ${isHeard ? 'and is told at once' : 'though the server has not heard of it yet'}`, async ({
    page,
    context,
  }) => {
    const { beacons, pages, stop } = await startSchool(page)
    const [www, forum] = pages
    const kept = async () =>
      (await context.cookies())
        .filter(({ name }) => CHOICE_NAME.test(name))
        .map(({ domain, sameSite, value }) => [domain, sameSite, value.split('~')[0]])
    const withdrawals = () => beacons.list().filter(({ path }) => path.endsWith('/withdrawal'))
    try {
      await page.goto(forum)
      await accept(page, beacons)
      await beacons.settle()
      expect(choiceIn((await readDevice(page)).local)).toMatch(/^granted~/)
      await page.goto(www)
      await beacons.waitFor('/v1/visits')
      expect(await can(page, 'analytics')).toBe(true)
      await beacons.settle()
      beacons.clear()
      if (!isHeard) await page.route('**/withdrawal', (route) => route.abort())
      expect(await page.evaluate('kelisim.withdraw()')).toBe(isHeard ? 'saved' : 'not_stored')
      await beacons.settle()
      expect(withdrawals()).toHaveLength(isHeard ? 1 : 0)
      // One cookie, for the domain of both, with all that belongs to it, whoever wrote it.
      expect(await kept()).toEqual([['.school.localhost', 'Lax', 'refused']])
      for (const url of [forum, www, forum]) {
        beacons.clear()
        await page.goto(url)
        await beacons.expectNone()
        for (const purpose of ['analytics', 'external'])
          expect(await can(page, purpose)).toBe(false)
        await expect(findBanner(page).region).toBeHidden()
        expect(await kept()).toEqual([['.school.localhost', 'Lax', 'refused']])
      }
      // Once it can be told, it is, and then no more.
      await page.unroute('**/withdrawal')
      await page.goto(www)
      await expect.poll(() => withdrawals().length).toBe(isHeard ? 0 : 1)
      await beacons.settle()
      await page.goto(forum)
      await beacons.settle()
      expect(beacons.list()).toHaveLength(isHeard ? 0 : 1)
      expect(await can(page, 'analytics')).toBe(false)
      expect(await kept()).toEqual([['.school.localhost', 'Lax', 'refused']])
    } finally {
      await stop()
    }
  })
