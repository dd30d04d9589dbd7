import { expect } from 'vitest'
import { CHOICE_NAME } from '../support/choice/saved-choice.ts'
import { VISITOR_TABLES } from '../support/database/read-rows.ts'
import { findBarriers } from '../support/engines/barriers.ts'
import { EMPTY_DEVICE, type School } from '../support/engines/school.ts'
import {
  banner,
  expectInert,
  expectQuietPage,
  kk,
  press,
  told,
  waitForBanner,
  waitForPlaceholder,
  waitUntilGone,
} from './page.ts'

// Before a choice, and after a refusal: what is shown, and that nothing else happens.

export async function expectNothingBefore(school: School): Promise<void> {
  const { engine } = school
  await school.open(school.site)
  const said = await waitForBanner(school)
  for (const name of [kk.accept, kk.reject, kk.settings])
    expect(await engine.read({ role: 'button', name })).toBe(name)
  expect(said).toContain('cookie')
  await waitForPlaceholder(school)
  expect(await findBarriers(engine)).toEqual([])
  expect(await told(school)).toEqual([])
  expect(await school.readDevice()).toEqual(EMPTY_DEVICE)
  await expectInert(school)
  for (const table of VISITOR_TABLES) expect(school.rows(table), table).toEqual([])
}

export async function expectSameLook(school: School): Promise<void> {
  const { engine } = school
  const looks = []
  for (const page of ['school-kk.html', 'hostile-styles.html', 'strict-csp.html']) {
    await school.open(school.site, page)
    await waitForBanner(school)
    looks.push(await engine.evaluate(readLook))
  }
  const [plain, hostile, strict] = looks
  expect(hostile).toEqual(plain)
  expect(strict).toEqual(plain)
  const buttons = plain?.filter(({ tag }) => tag === 'BUTTON') ?? []
  const [accept, reject, settings] = buttons.map(({ size, drawn }) => ({ size, drawn }))
  expect(accept?.size).toMatch(/^[1-9]\d+ × [1-9]\d+$/)
  expect(reject).toEqual(accept)
  expect(settings).toEqual(accept)
}

/** Runs in the page: how each element of the banner is drawn, and where. */
function readLook() {
  const all = document.querySelectorAll('#kelisim [role=region], #kelisim [role=region] *')
  return [...all].map((element) => {
    const style = getComputedStyle(element)
    const { width, height, x, y } = element.getBoundingClientRect()
    const drawn = [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`)
    return {
      tag: element.tagName,
      size: `${Math.round(width)} × ${Math.round(height)}`,
      place: `${x}, ${y}`,
      drawn,
    }
  })
}

export async function expectRefusal(school: School): Promise<void> {
  await press(school, 'button', kk.reject)
  await waitUntilGone(school, banner)
  await school.waitForBeacon('/v1/refusals')
  const [refusal, ...others] = await school.takeBeacons()
  expect(others).toEqual([])
  expect(refusal).toMatchObject({
    status: 202,
    body: { policyVersion: '2025-08-01', language: 'kk' },
  })
  const { local, cookies } = await school.readDevice()
  const [[name = '', value = ''] = [], ...furtherKeys] = Object.entries(local)
  expect(furtherKeys).toEqual([])
  expect(name).toMatch(CHOICE_NAME)
  expect(value).toMatch(/^refused~2025-08-01~\d{4}-\d\d-\d\d$/)
  expect(cookies).toEqual([{ name, value }])
  await expectQuietPage(school)
  const counts = school.rows('daily_counts')
  expect(counts).toContainEqual(expect.objectContaining({ dimension: 'all', count: 1 }))
  expect([...new Set(counts.map(({ measure }) => measure))]).toEqual(['refusal'])
  for (const table of ['consent_records', 'consent_events', 'visits', 'messages'])
    expect(school.rows(table), table).toEqual([])
}
