import { expect, type Page } from '@playwright/test'

/** Returns the name of the focused element; `undefined` where there is none. */
export const readFocus = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement === document.body ? undefined : activeElement?.textContent
  })

/** Presses Tab until the element named `name` has the focus. */
export async function tabTo(page: Page, name: string, limit: number): Promise<void> {
  for (let pressed = 0; pressed < limit; pressed++) {
    await page.keyboard.press('Tab')
    if ((await readFocus(page)) === name) return
  }
  expect(await readFocus(page), `focus after ${limit} times Tab`).toBe(name)
}
