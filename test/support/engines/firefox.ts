import { type ElementHandle, launch, type Page } from 'puppeteer-core'
import type { Engine, EngineKind, Wanted } from './engine.ts'
import { FIREFOX, firefoxSource } from './sources.ts'
import { until } from './until.ts'

/** Enough for a machine that is busy with other tests. */
const LAUNCH_TIMEOUT_MS = 60_000

/** The browser requests the icon, not the page, which would be blamed where its policy forbids it. */
const extraPrefsFirefox = { 'browser.chrome.site_icons': false }

/** Firefox ESR, driven over WebDriver BiDi. */
export const firefox: EngineKind = {
  ...firefoxSource,
  browser: /^Firefox \d+/,
  async start() {
    const browser = await launch({
      ...{ browser: 'firefox', executablePath: FIREFOX, extraPrefsFirefox },
      timeout: LAUNCH_TIMEOUT_MS,
    })
    const page = (await browser.pages())[0] ?? (await browser.newPage())
    return { ...drive(page), close: () => browser.close() }
  },
}

function drive(page: Page): Omit<Engine, 'close'> {
  const reported: string[] = []
  page.on('pageerror', (error) => reported.push(String(error)))
  page.on('console', (message) => reported.push(message.text()))
  return {
    reported,
    async open(url) {
      await page.goto(url)
    },
    async click(wanted) {
      await (await waitFor(page, wanted)).click()
    },
    async type(name, text) {
      await (await waitFor(page, { role: 'textbox', name })).type(text)
    },
    read: async (wanted) =>
      (await findVisible(page, wanted))?.evaluate((found) => (found as HTMLElement).innerText),
    // Puppeteer's types unwrap handles; none are used here.
    evaluate: (inPage, ...args) => page.evaluate(inPage as never, ...args) as never,
    pressEscape: () => page.keyboard.press('Escape'),
    async runScript(source) {
      await page.evaluate(source)
    },
    cookies: () => page.browserContext().cookies(),
  }
}

async function findVisible(page: Page, { role, name }: Wanted) {
  const found = await page.$(`aria/${name}[role="${role}"]`)
  return found && (await found.isVisible()) ? found : undefined
}

const waitFor = (page: Page, wanted: Wanted): Promise<ElementHandle> =>
  until(`${wanted.role} '${wanted.name}'`, () => findVisible(page, wanted))
