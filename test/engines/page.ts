import { expect } from 'vitest'
import type { Role, Wanted } from '../support/engines/engine.ts'
import type { School } from '../support/engines/school.ts'
import { until } from '../support/engines/until.ts'
import { words } from '../support/widget/banner.ts'

// The page as the visitor finds it: by what its parts are and say.

export const kk = words.kk
export const banner = { role: 'region', name: kk.region } as const
export const dialog = { role: 'dialog', name: kk.dialog } as const
export const settingsLink = { role: 'link', name: 'Cookie баптаулары' } as const
export const loadOnce = { role: 'button', name: 'Бір рет жүктеу' } as const

export const press = (school: School, role: Role, name: string) =>
  school.engine.click({ role, name })
export const waitForBanner = ({ engine }: School) => until('the banner', () => engine.read(banner))
export const waitForPlaceholder = ({ engine }: School) =>
  until('the placeholder', () => engine.read(loadOnce))
export const waitUntilGone = ({ engine }: School, wanted: Wanted) =>
  until(`${wanted.role} to go`, async () => (await engine.read(wanted)) === undefined || undefined)
export const told = async (school: School) =>
  (await school.takeBeacons()).map(({ path, status }) => `${path} ${status}`)

/** Neither script nor frame has started, and the frame's place says so. */
export async function expectInert(school: School): Promise<void> {
  expect(await school.ran()).toEqual([])
  expect(school.framesLoaded()).toBe(0)
  expect(await school.engine.read(loadOnce), 'the placeholder').toBeDefined()
}

/** The next page asks nothing, tells nothing and starts nothing. */
export async function expectQuietPage(school: School): Promise<void> {
  await school.open(school.site)
  await waitForPlaceholder(school)
  expect(await told(school)).toEqual([])
  expect(await school.engine.read(banner)).toBeUndefined()
  await expectInert(school)
}
