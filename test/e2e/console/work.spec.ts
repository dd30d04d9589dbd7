import type { Page } from '@playwright/test'
import { message, newId } from '../../support/app/test-app.ts'
import { HEAD, openConsole, signIn } from '../../support/browser/console.ts'
import { expect, test as plain, type TestServer } from '../../support/browser/fixtures.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { writeTo } from '../../support/page/write-to-school.ts'
import { type SmtpSink, startSmtpSink } from '../../support/server/smtp-sink.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'
import { openMessage, other, typed } from '../../support/widget/open-my-data.ts'

// Messages and requests as an operator works on them, by their texts, in Kazakh.

const test = plain.extend<{ sink: SmtpSink }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here.
  sink: async ({}, use) => {
    const sink = await startSmtpSink()
    await use(sink)
    await sink.close()
  },
  serverEnvironment: async ({ sink }, use) => use({ SMTP_URL: sink.url }),
})

/** Asks as the author of a message. */
async function ask(
  server: TestServer,
  { reference, code }: { readonly reference: string; readonly code: string },
  kind: string,
): Promise<string> {
  const answer = await fetch(`${server.url}/v1/me/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${reference}.${code}` },
    body: JSON.stringify({ kind, scope: 'site' }),
  })
  if (answer.status !== 201) throw new Error(`request: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { number: string }).number
}

/** Opens a part of a request in which something can be done. */
const part = (page: Page, name: string) =>
  page.locator('details').filter({ has: page.locator('summary', { hasText: name }) })

const linesOf = (server: TestServer, register: string) =>
  readRows(server, 'register_entries')
    .filter((row) => row.register === register)
    .map((row) => JSON.parse(String(row.content)) as Record<string, unknown>)

test('DS-05 DS-13 a parent asks for deletion in the widget, and within a minute of clicks it stands in the register of destructions; nobody else’s data went', async ({
  page,
  browser,
  server,
  hostPages,
  sink,
}) => {
  const mine = await writeTo(server, typed)
  await writeTo(server, other)
  const my = await openMessage(page, hostPages, mine)
  const { words } = my
  await my.enter('ask')
  await my.field(words.requestKind).selectOption('deletion')
  await my.field(words.requestText).fill('Бәрін жойыңыз')
  await my.button(words.requestSend).click()
  await expect(my.status).toHaveText(/R-[A-Z0-9]{8}/)
  const number = /R-[A-Z0-9]{8}/.exec((await my.status.textContent()) ?? '')?.[0] ?? ''

  const staff = await browser.newPage()
  await openConsole(staff, server, '/admin/requests')
  const startedAt = Date.now()
  await staff.getByRole('link', { name: number }).click()
  await expect(staff.getByText('Бәрін жойыңыз')).toBeVisible()
  await expect(staff.getByText(typed.name)).toHaveCount(0)
  await expect(staff.getByText(typed.email)).toHaveCount(0)
  await part(staff, 'Деректерін жою').locator('summary').click()
  await staff.getByRole('button', { name: 'Не жойылатынын көрсету' }).click()
  const dialog = staff.getByRole('dialog')
  await expect(dialog).toContainText('Хабарламалар: 1')
  await expect(dialog).toContainText('атаусыз дәлелі')
  await dialog.getByRole('textbox').fill('R-22222222')
  await dialog.getByRole('button', { name: 'Деректерін жою' }).click()
  await expect(dialog).toContainText(`Нөмір сәйкес емес. Керегі: ${number}`)
  expect(readRows(server, 'messages')).toHaveLength(2)
  await dialog.getByRole('textbox').fill(number.toLowerCase())
  await dialog.getByRole('button', { name: 'Деректерін жою' }).dblclick()
  const said = staff.getByText(/Жою тізіліміндегі нөмірі: D-[A-Z0-9]{8}/)
  await expect(said).toBeVisible()
  expect(Date.now() - startedAt).toBeLessThan(60_000)

  const destruction = /D-[A-Z0-9]{8}/.exec((await said.textContent()) ?? '')?.[0]
  expect(linesOf(server, 'destructions').map((line) => line.number)).toEqual([destruction])
  expect(readRows(server, 'messages')).toHaveLength(1)
  await expect(staff.getByText('Жауап берілді').first()).toBeVisible()
  await expect
    .poll(() => sink.mails.filter(({ text }) => text.includes(number)).map(({ to }) => to.join()))
    .toContain(typed.email)
  expect(
    sink.mails.filter(({ to, text }) => to.includes(other.email) && text.includes(number)),
  ).toEqual([])
  for (const word of [typed.name, 'Бәрін жойыңыз'])
    expect(await server.searchBytes(word), word).toEqual([])
  await staff.close()
})

test('SE-04 a message is answered by mail with its reference; nothing that was written stands in the address or the title', async ({
  page,
  server,
  sink,
}) => {
  const { reference } = await writeTo(server, typed)
  await openConsole(page, server, '/admin/messages')
  await page.getByRole('link', { name: reference }).click()
  await expect(page.getByText('А••• Ұ•••').last()).toBeVisible()
  await page.getByRole('button', { name: 'Көрсету: Электрондық пошта' }).click()
  await expect(page.getByText(typed.email)).toBeVisible()
  expect(linesOf(server, 'audit').filter(({ action }) => action === 'message.reveal')).toEqual([
    { action: 'message.reveal', subject: reference, field: 'email' },
  ])
  await page.getByRole('button', { name: 'Өзіме алу' }).click()
  await expect(page.getByText('Сізде', { exact: true })).toBeVisible()
  await page.getByLabel('Үлгі').selectOption({ label: 'Жауап' })
  await expect(page.getByLabel('Жауап мәтіні')).toHaveValue(/Құрметпен/)
  await page.getByLabel('Жауап мәтіні').fill('Иә, қабылдаймыз.')
  await page.getByRole('button', { name: 'Жіберу және жабу' }).dblclick()
  await expect(page.getByText(/Жауап (кезекте тұр|поштамен жіберілді)/)).toBeVisible()
  await expect
    .poll(() => sink.mails.filter(({ text }) => text.includes('Иә, қабылдаймыз.')))
    .toHaveLength(1)
  expect(sink.mails.at(-1)?.text).toContain(reference)
  expect(await server.searchBytes('Иә, қабылдаймыз.')).toEqual([])
  await expect(page).toHaveTitle('Хабарламалар – Келісім')
  expect(page.url()).not.toMatch(/planted|%40|@/)
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['kelisim-admin-language'])
})

test('of two operators at once one acts; the other is told who was first, and nothing is sent twice', async ({
  page,
  browser,
  server,
  sink,
}) => {
  const { reference } = await writeTo(server, typed)
  await openConsole(page, server, `/admin/messages/${reference}`)
  const second = await browser.newPage()
  await second.goto(`${server.url}/admin/messages/${reference}#lang=kk`)
  await signIn(second)
  for (const one of [page, second]) await one.getByLabel('Жауап мәтіні').fill('Иә.')
  await page.getByRole('button', { name: 'Жіберу және жабу' }).click()
  await expect(page.getByText(/Жауап (кезекте тұр|поштамен жіберілді)/)).toBeVisible()
  await second.getByRole('button', { name: 'Жіберу және жабу' }).click()
  await expect(second.getByText(`Сізден бұрын үлгерген: ${HEAD.name} (жауап берілді`)).toBeVisible()
  await expect(second.getByLabel('Жауап мәтіні')).toHaveValue('Иә.')
  await expect.poll(() => sink.mails.filter(({ text }) => text.includes('Иә.'))).toHaveLength(1)
  const answered = linesOf(server, 'audit').filter(({ action }) => action === 'message.answer')
  expect(answered).toHaveLength(1)
  await second.close()
})

test('MI-06 what a child sent is deleted in one action that wants its number typed; it is gone for who opens it then, and no other', async ({
  page,
  server,
}) => {
  const { reference } = await writeTo(server, typed)
  const kept = await writeTo(server, other)
  await openConsole(page, server, `/admin/messages/${reference}`)
  await part(page, 'Хабарламаны бала жіберген').locator('summary').click()
  await page.getByLabel('Мұны қайдан білдіңіз').selectOption('reported')
  await page.getByRole('button', { name: 'Баланың хабарламасын жою' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(reference)
  await dialog.getByRole('button', { name: 'Баланың хабарламасын жою' }).click()
  await expect(page.getByText(/Жою тізіліміндегі нөмірі: D-/)).toBeVisible()
  expect(readRows(server, 'messages').map((row) => row.reference)).toEqual([kept.reference])
  expect(linesOf(server, 'audit')).toContainEqual(
    expect.objectContaining({ action: 'message.erase_child', reason: 'reported' }),
  )
  await page.reload()
  await expect(page.getByText(/Бұл жойылған\. Жою тізіліміндегі нөмірі: D-/)).toBeVisible()
  await expect(page.getByText(typed.name)).toHaveCount(0)
})

test('a mail server that is gone is said, and the answer is not lost', async ({
  page,
  server,
  sink,
}) => {
  const { reference } = await writeTo(server, typed)
  sink.behave('greylist')
  await openConsole(page, server, `/admin/messages/${reference}`)
  await page.getByLabel('Жауап мәтіні').fill('Иә.')
  await page.getByRole('button', { name: 'Жіберу және жабу' }).click()
  await expect(page.getByText(/Жауап кезекте тұр|Пошта сервері жауап бермейді/)).toBeVisible()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('Пошта сервері жауап бермейді')).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  await expect(page.getByText('Жауап поштамен жіберілді')).toHaveCount(0)
  expect(readRows(server, 'mail_queue').length).toBeGreaterThan(0)
})

/** Markup, a formula, an override of the direction, and no space for four thousand characters. */
const HOSTILE = `<script>document.title='taken'</script>\n=HYPERLINK("x")\n\u202Edesrever\u202C\n${'ж'.repeat(3900)}`

test('SE-09 hostile texts are shown as text and move nothing, by keyboard and at 360 pixels; no barrier in light and dark', async ({
  page,
  server,
}) => {
  const body = message({
    ...{ id: newId(Date.now()), name: '<b>Bold</b> \u202Eeman', email: 'evil@example.kz' },
    message: HOSTILE,
  })
  const sent = await fetch(`${server.url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const written = (await sent.json()) as { reference: string; code: string }
  const number = await ask(server, written, 'deletion')
  await page.setViewportSize({ width: 360, height: 800 })
  await openConsole(page, server, '/admin/messages')
  const link = page.getByRole('link', { name: written.reference })
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText("<script>document.title='taken'</script>")).toBeVisible()
  await expect(page).toHaveTitle('Хабарламалар – Келісім')
  await expect(page.locator('main b', { hasText: 'Bold' })).toHaveCount(0)
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await overflow()).toBe(0)
  await expectNoBarriers(page, 'message')
  await page.getByRole('link', { name: 'Тізімге оралу' }).focus()
  await page.keyboard.press('Enter')
  await expect(link).toBeVisible()
  await page.goto(`${server.url}/admin/requests/${number}`)
  await expect(page.getByRole('heading', { name: `${number}: Жою` })).toBeVisible()
  for (const details of await page.locator('details:not(.search)').all()) {
    await details.locator('summary').focus()
    await page.keyboard.press('Enter')
  }
  expect(await overflow()).toBe(0)
  await expectNoBarriers(page, 'request')
  await page.getByRole('button', { name: 'Не жойылатынын көрсету' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(readRows(server, 'messages')).toHaveLength(1)
})
