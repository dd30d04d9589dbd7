import { By, Key, type WebDriver, type WebElement } from 'selenium-webdriver'
import type { Engine, EngineKind, Role, Wanted } from './engine.ts'
import { findWebKit, webkitSource } from './sources.ts'
import { until } from './until.ts'
import { openSession } from './webkit-session.ts'

/** What may have a role; which of them has the name is for the engine to say. */
const selectors: Readonly<Record<Role, string>> = {
  button: 'button',
  checkbox: '[type=checkbox]',
  dialog: 'dialog,[role=dialog]',
  link: 'a[href]',
  radio: '[type=radio]',
  region: 'section,[role=region]',
  switch: '[role=switch]',
  textbox: 'input,textarea',
}

/** WebKitGTK's own small browser, driven over WebDriver. Safari's engine, as near as a Linux machine gets to it. */
export const webkit: EngineKind = {
  ...webkitSource,
  browser: /^Safari \d+/,
  async start() {
    const paths = findWebKit()
    if (!paths) throw new Error('WebKit is not installed.')
    const { driver, close } = await openSession(paths)
    return { ...drive(driver), close }
  },
}

function drive(driver: WebDriver): Omit<Engine, 'close'> {
  return {
    // This driver tells nothing of the console: the page writes it down itself.
    reported: [],
    open: (url) => driver.get(url),
    click: async (wanted) => (await waitFor(driver, wanted)).click(),
    type: async (name, text) => (await waitFor(driver, { role: 'textbox', name })).sendKeys(text),
    read: async (wanted) => (await findVisible(driver, wanted))?.getText(),
    pressEscape: () => driver.actions().sendKeys(Key.ESCAPE).perform(),
    evaluate: (inPage, ...args) => runInPage(driver, inPage.toString(), args) as never,
    async runScript(source) {
      await driver.executeScript(source)
    },
    cookies: () => driver.manage().getCookies(),
  }
}

async function findVisible(
  driver: WebDriver,
  { role, name }: Wanted,
): Promise<WebElement | undefined> {
  for (const found of await driver.findElements(By.css(selectors[role]))) {
    try {
      if ((await found.getAccessibleName()) === name && (await found.isDisplayed())) return found
    } catch {
      // Gone between two questions: the page draws itself anew.
    }
  }
  return undefined
}

const waitFor = (driver: WebDriver, wanted: Wanted): Promise<WebElement> =>
  until(`${wanted.role} '${wanted.name}'`, () => findVisible(driver, wanted))

/** WebDriver answers what a script answers, but not what it throws later on. */
async function runInPage(driver: WebDriver, source: string, args: readonly unknown[]) {
  const answer = await driver.executeAsyncScript(
    `const args = [...arguments], done = args.pop()
    Promise.resolve().then(() => (${source})(...args))
      .then((value) => done({ value }), (error) => done({ problem: String(error) }))`,
    ...args,
  )
  const { value, problem } = answer as { value?: unknown; problem?: string }
  if (problem !== undefined) throw new Error(problem)
  return value
}
