import { By, error, Key, type WebDriver, type WebElement } from 'selenium-webdriver'
import type { Engine, EngineKind, Role, Wanted } from './engine.ts'
import { findWebKit, webkitSource } from './sources.ts'
import { until } from './until.ts'
import { openSession } from './webkit-session.ts'

/** Elements that may have a role; the engine decides which of them has the name. */
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

/** WebKitGTK's MiniBrowser, driven over WebDriver: the closest to Safari's engine on Linux. */
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
    // This driver does not report the console, so the page records it.
    reported: [],
    open: (url) => driver.get(url),
    click: (wanted) => use(driver, wanted, (found) => found.click()),
    type: (name, text) => use(driver, { role: 'textbox', name }, (found) => found.sendKeys(text)),
    pressEscape: () => driver.actions().sendKeys(Key.ESCAPE).perform(),
    read: (wanted) => withVisible(driver, wanted, (found) => found.getText()),
    evaluate: (inPage, ...args) => runInPage(driver, inPage.toString(), args) as never,
    async runScript(source) {
      await driver.executeScript(source)
    },
    cookies: () => driver.manage().getCookies(),
  }
}

/** Runs an action on an element if it is visible; `undefined` if not, or if it disappears meanwhile. */
async function withVisible<Result>(
  driver: WebDriver,
  { role, name }: Wanted,
  work: (found: WebElement) => Promise<Result>,
): Promise<Result | undefined> {
  const findAll = () => unlessGone(() => driver.findElements(By.css(selectors[role])))
  for (const one of await until('a page that stands still', findAll)) {
    // In this order, because the engine cannot compute the name of an element that is not rendered.
    const isIt = await unlessGone(
      async () => (await one.isDisplayed()) && (await one.getAccessibleName()) === name,
    )
    if (isIt) return unlessGone(() => work(one))
  }
  return undefined
}

/** The page may re-render between two calls. */
async function unlessGone<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask()
  } catch (problem) {
    if (problem instanceof error.StaleElementReferenceError) return undefined
    throw problem
  }
}

/** Runs an action on an element once it is visible. */
const use = async (
  driver: WebDriver,
  wanted: Wanted,
  work: (found: WebElement) => Promise<void>,
) => {
  const isDone = () => withVisible(driver, wanted, (found) => work(found).then(() => true))
  await until(`${wanted.role} '${wanted.name}'`, isDone)
}

/** WebDriver returns a script's result, but not its asynchronous errors. */
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
