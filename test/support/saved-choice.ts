import type { BrowserContext, Page } from '@playwright/test'
import { findBanner } from './banner.ts'
import type { Beacons } from './beacons.ts'

// What same-site tests do and look at again and again.

/** The name under which a choice is kept; its end says whom it was given to. */
export const CHOICE_NAME = /^kelisim-[\da-f]{8}$/

/** The name under which this server's pages keep the choice. */
export async function readChoiceName(server: { readonly url: string }): Promise<string> {
  const loader = await (await fetch(`${server.url}/widget.js`)).text()
  return /kelisim-[\da-f]{8}\b/.exec(loader)?.[0] ?? 'the loader has no name'
}

/** What a device keeps under it in localStorage. */
export const choiceIn = (local: Readonly<Record<string, string>>): string =>
  Object.entries(local).find(([key]) => CHOICE_NAME.test(key))?.[1] ?? ''

/** Values of every cookie that keeps the choice. */
export const savedCookies = async (context: BrowserContext): Promise<string[]> =>
  (await context.cookies()).filter(({ name }) => CHOICE_NAME.test(name)).map(({ value }) => value)

/** The page's own copy of the choice. */
export const savedLocally = (page: Page): Promise<string | null> =>
  page.evaluate(
    () =>
      Object.entries(localStorage).find(([key]) => /^kelisim-[\da-f]{8}$/.test(key))?.[1] ?? null,
  )

/** What `kelisim.can` says. */
export const can = (page: Page, purpose: string): Promise<boolean> =>
  page.evaluate((what) => (window.kelisim as { can(what: string): boolean }).can(what), purpose)

/** What Safari does after seven days without a visit: everything that scripts wrote is gone. */
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

/** Turns one switch of the open settings and saves. */
export const turn = async (page: Page, name: string): Promise<void> => {
  const banner = findBanner(page)
  await banner.switch(name).click()
  await banner.save.click()
}
