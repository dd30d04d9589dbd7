import type { Page } from '@playwright/test'
import { expect, type TestServer } from './fixtures.ts'

/** The password with which tests open the console. */
export const PASSWORD = 'көктемде қар ериді'

/** Returns the one-time token of the address that the first start has printed. */
export const tokenOf = (server: TestServer): string =>
  /#setup=([\w-]+)/.exec(server.output())?.[1] ?? ''

/**
 * Sets the first password as the address printed at the first start asks for, in Kazakh, and waits until the console is open.
 *
 * @param path the screen to open. Default: the first one.
 */
export async function openConsole(page: Page, server: TestServer, path = '/admin/'): Promise<void> {
  await page.goto(`${server.url}${path}#setup=${tokenOf(server)}`)
  await page.getByLabel('Құпиясөз', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Құпиясөзді қайталаңыз').fill(PASSWORD)
  await page.getByRole('button', { name: 'Құпиясөзді орнату' }).click()
  await expect(page.getByRole('heading', { name: 'Бірінші іске қосу' })).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
