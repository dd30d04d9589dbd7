import type { BrowserContext, Page } from '@playwright/test'
import { findBanner } from '../widget/banner.ts'
import type { Beacons } from './beacons.ts'

// Actions and checks shared by same-site tests.

/** The name under which a choice is stored; its suffix identifies the recipient. */
export const CHOICE_NAME = /^kelisim-[\da-f]{8}$/

/** Returns the name under which this server's pages store the choice. */
export async function readChoiceName(server: { readonly url: string }): Promise<string> {
  const loader = await (await fetch(`${server.url}/widget.js`)).text()
  return /kelisim-[\da-f]{8}\b/.exec(loader)?.[0] ?? 'the loader has no name'
}

/** Returns the stored choice in localStorage. */
export const choiceIn = (local: Readonly<Record<string, string>>): string =>
  Object.entries(local).find(([key]) => CHOICE_NAME.test(key))?.[1] ?? ''

/** Returns the values of every cookie with the choice. */
export const savedCookies = async (context: BrowserContext): Promise<string[]> =>
  (await context.cookies()).filter(({ name }) => CHOICE_NAME.test(name)).map(({ value }) => value)

/** Returns the page's own copy of the choice. */
export const savedLocally = (page: Page): Promise<string | null> =>
  page.evaluate(
    () =>
      Object.entries(localStorage).find(([key]) => /^kelisim-[\da-f]{8}$/.test(key))?.[1] ?? null,
  )

/** Returns the result of `kelisim.can`. */
export const can = (page: Page, purpose: string): Promise<boolean> =>
  page.evaluate((what) => (window.kelisim as { can(what: string): boolean }).can(what), purpose)

/** Deletes everything that scripts wrote, as Safari does after seven days without a visit. */
export const forgetScripts = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    localStorage.clear()
    for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name)
  })

/** Accepts everything and waits for the visit. */
export const accept = async (page: Page, beacons: Beacons): Promise<void> => {
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
}

/** Toggles one switch of the open settings and saves. */
export const turn = async (page: Page, name: string): Promise<void> => {
  const banner = findBanner(page)
  await banner.switch(name).click()
  await banner.save.click()
}
