import type { Page } from '@playwright/test'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { forgetVisit } from '../../support/page/gated-page.ts'
import { type Banner, findBanner } from '../../support/widget/banner.ts'
import { readContrast, readStyle } from '../../support/widget/computed-style.ts'

// The first layer: what it says, that its buttons are equal, and that only they decide.

const LANGUAGES = ['kk', 'ru', 'en'] as const
const GPC_LINE = 'Браузеріңіз Global Privacy Control сигналын жіберді'

const rows = (server: TestServer, table: string) =>
  server.openDatabase().prepare(`select * from ${table}`).all() as Record<string, unknown>[]
const mayRun = (page: Page, purpose: string) =>
  page.evaluate(
    (what) => (window as unknown as { kelisim: { can(what: string): boolean } }).kelisim.can(what),
    purpose,
  )

test('CB-02 CB-07 the first layer has three buttons in one container and no cross; neither Esc nor a click beside it decides anything, one click on reject ends it', async ({
  page,
  server,
  hostPages,
  beacons,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/school-kk.html`)
  const banner = findBanner(page)
  await expect(banner.region.getByRole('button')).toHaveText([
    'Барлығын қабылдау',
    'Барлығынан бас тарту',
    'Баптау',
  ])
  const containers = await banner.region
    .getByRole('button')
    .evaluateAll((buttons) => new Set(buttons.map(({ parentElement }) => parentElement)).size)
  expect(containers).toBe(1)
  expect(await banner.region.innerText()).not.toMatch(/[×✕✖✗╳]|Жабу/)
  await banner.settings.focus()
  await page.keyboard.press('Escape')
  await page.mouse.click(20, 20)
  await expect(banner.region).toBeVisible()
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  await banner.reject.click()
  await expect(banner.region).toBeHidden()
  await beacons.expect([{ path: '/v1/refusals', status: 202 }])
  await page.reload()
  await beacons.settle()
  await expect(banner.region).toBeHidden()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(beacons.list()).toHaveLength(1)
  expect(rows(server, 'consent_records')).toEqual([])
})

const firstLayer = {
  kk: [
    'мақсаттарға',
    'келу статистикасы',
    'үшінші тарап материалдары',
    'Бас тартсаңыз да, сайтты толық пайдалана аласыз',
    '18 жасқа толмаған',
  ],
  ru: [
    'другим целям',
    'статистика посещений',
    'материалы третьих сторон',
    'Если откажетесь, сайтом можно пользоваться',
    'нет 18 лет',
  ],
  en: [
    'purposes',
    'visit statistics',
    'third parties',
    'If you refuse, the whole site still works',
    'under 18',
  ],
}

/** What is said before the buttons, in that language alone, with a policy that speaks it. */
async function expectWords(page: Page, server: TestServer, language: (typeof LANGUAGES)[number]) {
  const { region, accept, policy } = findBanner(page, language)
  const said = await region.innerText()
  const [words = ''] = said.split(await accept.innerText())
  for (const sentence of firstLayer[language]) expect(words).toContain(sentence)
  const other = firstLayer[language === 'kk' ? 'ru' : 'kk']
  for (const sentence of other) expect(said).not.toContain(sentence)
  expect(words).toContain(await policy.innerText())
  await expect(policy).toHaveAttribute('href', `${server.url}/policy?lang=${language}`)
  const answer = await page.request.get(`${server.url}/policy?lang=${language}`)
  expect(await answer.text()).toContain(`<html lang="${language}"`)
}

/** Accept and reject, alike to the pixel and legible. */
async function expectEqual({ accept, reject }: Banner, state: string) {
  const [one, other] = [await accept.boundingBox(), await reject.boundingBox()]
  expect(Math.abs((one?.width ?? 0) - (other?.width ?? 9)), state).toBeLessThanOrEqual(1)
  expect(Math.abs((one?.height ?? 0) - (other?.height ?? 9)), state).toBeLessThanOrEqual(1)
  expect(one?.height, state).toBeGreaterThanOrEqual(44)
  expect(await readStyle(reject), state).toEqual(await readStyle(accept))
  for (const button of [accept, reject]) {
    const contrast = await readContrast(button)
    expect(contrast.text, state).toBeGreaterThanOrEqual(4.5)
    expect(contrast.border, state).toBeGreaterThanOrEqual(3)
    expect(await button.evaluate((element) => [element.tagName, element.closest('a')])).toEqual([
      'BUTTON',
      null,
    ])
  }
}

test('CB-03 CB-14 accept and reject are equal in size, letters, colours and border, and both can be read; before them stand the purposes, that refusing is possible, a line for minors and the policy', async ({
  page,
  server,
  hostPages,
}) => {
  for (const language of LANGUAGES) {
    await page.goto(`${hostPages.crossSite}/pages/school-${language}.html`)
    await expectWords(page, server, language)
    for (const [width, height] of [
      [360, 740],
      [1280, 800],
    ] as const) {
      await page.setViewportSize({ width, height })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await expectEqual(findBanner(page, language), `${language} ${width} ${colorScheme}`)
      }
    }
  }
})

const expectRefusedBySignal = async (page: Page) => {
  await expect(findBanner(page).region.getByText(GPC_LINE)).toBeInViewport()
  expect([await mayRun(page, 'analytics'), await mayRun(page, 'external')]).toEqual([false, false])
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
}

test('CB-15 Global Privacy Control in the page refuses, says so and stores nothing; accepting prevails', async ({
  page,
  server,
  beacons,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })
  })
  await page.goto(`${server.url}/demo/`)
  await expectRefusedBySignal(page)
  await beacons.expectNone()
  await findBanner(page).accept.click()
  const { body } = await beacons.waitFor('/v1/consents')
  expect(body).toMatchObject({ gpcAtChoice: true, purposes: { analytics: true, external: true } })
  expect(rows(server, 'consent_records')).toMatchObject([{ gpc_at_choice: 1 }])
  await beacons.waitFor('/v1/visits')
  await page.reload()
  await expect(page.getByText(GPC_LINE)).toHaveCount(0)
})

test('CB-15 Sec-GPC: 1 in the request alone refuses and says so; 0 and true are no signal', async ({
  page,
  server,
  hostPages,
  beacons,
}) => {
  let header = ''
  // Asked for by the test: Chromium lets nobody put a Sec- header on a request of its own.
  await page.route('**/widget.js', async (route) => {
    const headers = { ...route.request().headers(), 'sec-gpc': header }
    await route.fulfill({ response: await route.fetch({ headers }) })
  })
  const { region, accept } = findBanner(page)
  for (header of ['1', '0', 'true']) {
    const isSignal = header === '1'
    await page.goto(`${hostPages.crossSite}/pages/school-kk.html`)
    await expect(region).toBeVisible()
    expect(await page.evaluate(() => 'globalPrivacyControl' in navigator)).toBe(false)
    if (isSignal) await expectRefusedBySignal(page)
    else await expect(region, header).not.toContainText('Global Privacy Control')
    await beacons.expectNone()
    await accept.click()
    await beacons.waitFor('/v1/consents')
    const recorded = rows(server, 'consent_records').at(-1)
    expect(recorded, header).toMatchObject({ gpc_at_choice: Number(isSignal) })
    await forgetVisit(page, beacons)
  }
  expect(rows(server, 'consent_records')).toHaveLength(3)
})

test('AX-07 a message that is dismissed before it is spoken leaves no words behind', async ({
  page,
  hostPages,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/school-kk.html`)
  await findBanner(page).reject.click()
  const dismiss = page.locator('#kelisim').getByRole('button')
  await expect(dismiss).toHaveCount(1)
  const said = await page.evaluate(() => {
    const status = document.querySelector('#kelisim [role=status]')
    const seen: (string | null)[] = []
    const observer = new MutationObserver(() => seen.push(status?.textContent ?? null))
    if (status) observer.observe(status, { childList: true, characterData: true, subtree: true })
    document.querySelector<HTMLElement>('#kelisim button')?.click()
    // Longer than the message waits for the screen reader to take notice of its place.
    return new Promise<(string | null)[]>((resolve) => setTimeout(() => resolve(seen), 300))
  })
  expect(said.filter((words) => words !== '')).toEqual([])
  await expect(page.locator('#kelisim')).toHaveText('')
})
