import { expect, test } from '../../support/browser/fixtures.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { choiceIn } from '../../support/choice/saved-choice.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { openConsented } from '../../support/widget/open-my-data.ts'

// What a person has stopped for now, on the pages after it: their device still holds the key to let it go on.

const ways = [
  { name: 'DS-07 one purpose', isBlock: false },
  { name: 'DS-04 everything', isBlock: true },
]

for (const { name, isBlock } of ways) {
  test(`${name} that is stopped for now stays so on the next page, whose device keeps its choice and lets it go on`, async ({
    page,
    server,
    hostPages,
    beacons,
  }) => {
    const my = await openConsented(page, hostPages)
    const { words } = my
    const purpose = (template: string) => template.replace('{purpose}', words.purposeAnalytics)
    if (isBlock) await my.enter('stop')
    await my.button(isBlock ? words.actBlock : purpose(words.purposeStop)).click()
    await expect(my.status).toHaveText(isBlock ? words.saidBlocked : words.saidStopped)
    await beacons.settle()
    const before = await readDevice(page)
    const visits = readRows(server, 'visits')
    expect(choiceIn(before.local)).toMatch(/^granted~.*\banalytics\b.*~[\w-]{43}$/)

    beacons.clear()
    await page.reload()
    expect(await beacons.waitFor('/v1/visits')).toMatchObject({ status: 403 })
    await beacons.settle()
    expect(await readDevice(page)).toEqual(before)
    // The page after that does not ask anew either.
    await page.reload()
    await beacons.settle()
    expect(await readDevice(page)).toEqual(before)
    await expect(findBanner(page).region).toHaveCount(0)
    expect(readRows(server, 'visits')).toEqual(visits)

    await page.getByRole('button', { name: 'Деректерім' }).click()
    if (isBlock) await my.enter('resume')
    await my.button(isBlock ? words.actUnblock : purpose(words.purposeResume)).click()
    await expect(my.status).toHaveText(isBlock ? words.saidUnblocked : words.saidResumed)
    beacons.clear()
    await page.reload()
    expect(await beacons.waitFor('/v1/visits')).toMatchObject({ status: 202 })
    expect(readRows(server, 'visits').length).toBeGreaterThan(visits.length)
    expect(readRows(server, 'consent_records')).toHaveLength(1)
  })
}
