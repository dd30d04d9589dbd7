import type { Page } from '@playwright/test'
import { openConsole } from '../../support/browser/console.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { writeTo } from '../../support/page/write-to-school.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

const TIME_ZONE = 'Asia/Almaty'
const DAY_MS = 86_400_000
const FRIDAY = 5

const localDay = (ms: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE, dateStyle: 'short' }).format(ms)

/** The last Friday that is over, as the school’s calendar has it. */
function lastFriday(): string {
  let ms = Date.now() - DAY_MS
  while (new Date(`${localDay(ms)}T00:00:00Z`).getUTCDay() !== FRIDAY) ms -= DAY_MS
  return localDay(ms)
}

const count = (page: Page) =>
  page.evaluate(async () => {
    const lines = async (register: string) => {
      const answer = await fetch(`/v1/admin/registers/${register}`)
      return ((await answer.json()) as { total: number }).total
    }
    const breaches = await (await fetch('/v1/admin/registers/breaches')).json()
    return { breaches: breaches.breaches.length, disclosures: await lines('disclosures') }
  })

test('BR-01 BR-02 BR-03 a breach on Friday at 17:00: recorded, its people seen, drafted and marked as sent within a minute of clicks', async ({
  page,
  server,
  requestedUrls,
}) => {
  await openConsole(page, server, '/admin/breaches')
  await writeTo(server, { name: 'Planted Parent', email: 'planted@example.kz' })
  await expect(page.getByText('Деректердің бұзылуы тіркелмеген')).toBeVisible()
  await expectNoBarriers(page, 'no breach')
  const startMs = Date.now()
  await page.getByRole('link', { name: 'Тіркеу' }).click()
  await expect(page.getByText('бір жұмыс күні ішінде хабарлау керек').last()).toBeVisible()

  await test.step('what is missing is said at its field, and nothing is written', async () => {
    await page.getByRole('button', { name: 'Тіркеу', exact: true }).click()
    await expect(page.getByText('Нысандағы қателер саны: 4')).toBeVisible()
    expect(await count(page)).toEqual({ breaches: 0, disclosures: 0 })
    await expectNoBarriers(page, 'the form with its errors')
  })

  await page.getByLabel('Қашан анықталды').fill(`${lastFriday()}T17:00`)
  await page.getByLabel('Не болды', { exact: true }).fill('Мұғалімнің ноутбугі ұрланды.')
  await page.getByLabel('Қандай шара қолданылды').fill('Ноутбуктің дискісі шифрланған.')
  await page.getByLabel('Аты-жөні').check()
  await page.getByLabel('Телефон нөмірі').check()
  await page.getByLabel('Хабарламалар').check()
  await page.getByLabel('Бірінші күні').fill(localDay(Date.now()))
  await page.getByLabel('Соңғы күні').fill(localDay(Date.now()))

  await test.step('who is affected is seen by reference alone, and nothing is written by looking', async () => {
    await page.getByRole('button', { name: 'Кімдерге қатысты екенін көру' }).click()
    await expect(page.getByText('Деректері қозғалған адамдар: 1').first()).toBeVisible()
    await expect(page.getByRole('table')).toContainText(/K-[2-9A-Z]{8}/)
    await expect(page.locator('main')).not.toContainText('Planted')
    expect(await count(page)).toEqual({ breaches: 0, disclosures: 0 })
    await page.getByRole('button', { name: 'Осы санды жазу' }).click()
    await expect(page.getByLabel('Адам саны')).toHaveValue('1')
    await expectNoBarriers(page, 'the preview')
  })

  await test.step('a double click records one breach', async () => {
    await page.getByRole('button', { name: 'Тіркеу', exact: true }).dblclick()
    await expect(page.getByText('Не белгілі')).toBeVisible()
    expect(await count(page)).toEqual({ breaches: 1, disclosures: 0 })
    expect(new URL(page.url()).pathname).toMatch(/^\/admin\/breaches\/[0-9a-f-]{36}$/)
  })

  await test.step('the clock says until when: to the end of the first working day after Friday', async () => {
    await expect(page.getByText(/соңғы сәті: .*00:00/)).toBeVisible()
    const dueOn = await page.evaluate(async () => {
      const answer = await fetch('/v1/admin/registers/breaches')
      return ((await answer.json()) as { breaches: { dueOn: string }[] }).breaches[0]?.dueOn
    })
    const friday = Date.parse(`${lastFriday()}T00:00:00Z`)
    const days = (Date.parse(`${dueOn}T00:00:00Z`) - friday) / DAY_MS
    // Monday, or later where that is a holiday; never the weekend.
    expect(days).toBeGreaterThanOrEqual(3)
  })

  await test.step('the draft to the authority names who is affected, the one to the people nobody', async () => {
    await page.getByRole('button', { name: 'Уәкілетті органға, орысша' }).click()
    const draft = page.getByRole('region', { name: 'Уәкілетті органға, орысша' })
    await expect(draft).toContainText('Planted Parent')
    await expect(draft).toContainText('Уведомление о нарушении')
    await page.getByRole('button', { name: 'Адамдарға, қазақша' }).click()
    const notice = page.getByRole('region', { name: 'Адамдарға, қазақша' })
    await expect(notice).toContainText('Құрметті сайт пайдаланушысы')
    await expect(notice).not.toContainText('Planted')
    await expectNoBarriers(page, 'the drafts')
  })

  await test.step('marked as sent, by a double click, the disclosure is written once', async () => {
    await page.getByLabel('Органның тіркеу нөмірі').fill('ЖТ-2026-118')
    await page.getByRole('button', { name: 'Жіберілді деп белгілеу' }).dblclick()
    await expect(page.getByText('Уәкілетті органға хабарланды').first()).toBeVisible()
    await expect(page.getByText('тіркеу нөмірі: ЖТ-2026-118')).toBeVisible()
    expect(await count(page)).toEqual({ breaches: 1, disclosures: 1 })
    await page.getByRole('button', { name: 'Хабарланды деп белгілеу' }).click()
    await expect(page.getByText(/Адамдарға хабарланды: .*адам саны: 1/)).toBeVisible()
    await page.getByRole('button', { name: 'Аяқталды деп белгілеу' }).click()
    await expect(page.getByText('Аяқталған').first()).toBeVisible()
    expect(await count(page)).toEqual({ breaches: 1, disclosures: 1 })
  })
  expect(Date.now() - startMs).toBeLessThan(60_000)
  // Neither the address nor the title has anything of a person, and nobody outside is asked.
  expect(page.url() + (await page.title())).not.toContain('lanted')
  expect(requestedUrls.filter((url) => new URL(url).origin !== server.origin)).toEqual([])
})

test('BR-01 of two who add to a breach the second is told who was first, and nothing of theirs is written', async ({
  page,
  server,
  context,
}) => {
  await openConsole(page, server, '/admin/breaches/new')
  await page.getByLabel('Не болды', { exact: true }).fill('Тізім дәлізде қалған.')
  await page.getByLabel('Қандай шара қолданылды').fill('Тізім алынды.')
  await page.getByLabel('Аты-жөні').check()
  await page.getByLabel('Адам саны').fill('3')
  await page.getByRole('button', { name: 'Тіркеу', exact: true }).click()
  await page.getByRole('link', { name: 'Түзету немесе толықтыру' }).click()
  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByLabel('Адам саны').fill('4')
  await other.getByRole('button', { name: 'Түзетуді жазу' }).click()
  await expect(other.getByText('Не белгілі')).toBeVisible()
  await page.getByLabel('Адам саны').fill('5')
  await page.getByRole('button', { name: 'Түзетуді жазу' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Сізден бұрын' })).toBeVisible()
  const history = await page.evaluate(async () => {
    const [breach] = (await (await fetch('/v1/admin/registers/breaches')).json()).breaches
    return breach.people
  })
  expect(history).toBe(4)
})

for (const width of [360, 1440])
  test(`the screens of breaches fit into ${width} pixels, and the form is filled in by keyboard alone`, async ({
    page,
    server,
  }) => {
    await openConsole(page, server, '/admin/breaches/new')
    await page.setViewportSize({ width, height: 800 })
    await page.getByLabel('Не болды', { exact: true }).focus()
    await page.keyboard.type('Тізім дәлізде қалған. '.repeat(3) + 'а'.repeat(300))
    await page.keyboard.press('Tab')
    await page.keyboard.type('Тізім алынды.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect(page.getByLabel('Аты-жөні')).toBeChecked()
    await page.getByLabel('Адам саны').focus()
    await page.keyboard.type('12')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Не белгілі')).toBeVisible()
    await expectNoBarriers(page, 'one breach')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    )
  })
