import type { Page } from '@playwright/test'
import { expect, type TestServer } from './fixtures.ts'

/** The first administrator of the tests, as typed into the console. */
export const HEAD = {
  name: 'Айгүл Сапарова',
  email: 'head@school.example',
  password: 'көктемде қар ериді',
} as const

/** Returns the one-time token of the address that the first start has printed. */
export const tokenOf = (server: TestServer): string =>
  /#setup=([\w-]+)/.exec(server.output())?.[1] ?? ''

/** Accepts the undertaking of confidentiality, in Kazakh, and waits until the console is open. */
export async function acceptUndertaking(page: Page): Promise<void> {
  await page.getByLabel('Оқыдым және сақтаймын').check()
  await page.getByRole('button', { name: 'Қабылдау' }).click()
  await expect(page.getByRole('navigation', { includeHidden: true })).not.toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/**
 * Makes the first administrator as the address printed at the first start asks for, in Kazakh, and waits until the console is
 * open.
 *
 * @param path the screen to open. Default: the first one.
 */
export async function openConsole(page: Page, server: TestServer, path = '/admin/'): Promise<void> {
  await page.goto(`${server.url}${path}#setup=${tokenOf(server)}`)
  await page.getByLabel('Аты-жөніңіз').fill(HEAD.name)
  await page.getByLabel('Электрондық пошта').fill(HEAD.email)
  await page.getByLabel('Құпиясөз', { exact: true }).fill(HEAD.password)
  await page.getByLabel('Құпиясөзді қайталаңыз').fill(HEAD.password)
  await page.getByRole('button', { name: 'Аккаунт ашу' }).click()
  await acceptUndertaking(page)
}

/** Types address and password, in Kazakh. */
export async function signIn(page: Page, password: string = HEAD.password): Promise<void> {
  await page.getByLabel('Электрондық пошта').fill(HEAD.email)
  await page.getByLabel('Құпиясөз', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Кіру' }).click()
}
