import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { logPage } from '../../support/page/page-log.ts'
import { writeTo } from '../../support/page/write-to-school.ts'
import { type SmtpSink, startSmtpSink } from '../../support/server/smtp-sink.ts'
import { findMyData } from '../../support/widget/my-data-panel.ts'

// The my-data panel by keyboard alone, and by a code that is mailed.

const typed = { name: 'Айгерім Ұзақбайқызы', email: 'aigerim.planted@example.kz' }

test('AX-06 AX-07 the panel is a named dialog, works by keyboard alone, and gives the focus back', async ({
  page,
  server,
  hostPages,
}) => {
  const log = logPage(page)
  const message = await writeTo(server, typed)
  await page.goto(`${hostPages.crossSite}/pages/panels/my-data.html`)
  const opener = page.getByRole('button', { name: 'Деректерім' })
  const my = findMyData(page)
  await page.getByRole('region', { name: 'Cookie файлдары туралы хабарлама' }).waitFor()
  await opener.focus()
  await page.keyboard.press('Enter')
  await expect(my.dialog).toHaveAttribute('aria-modal', 'true')
  await expect(my.dialog.getByRole('heading', { name: my.words.myTitle })).toBeFocused()
  await expect(my.dialog).toContainText(my.words.myHereNone)
  await page.keyboard.press('Tab')
  await expect(my.close).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(my.button(my.words.myOther)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(my.heading).toBeFocused()
  await expect(my.heading).toHaveText(my.words.myOther)
  await page.keyboard.press('Tab')
  await expect(my.field(my.words.myReference)).toBeFocused()
  await page.keyboard.type(message.reference)
  await page.keyboard.press('Tab')
  await page.keyboard.type(message.code)
  await page.keyboard.press('Enter')
  await expect(my.fact(my.words.heldMessages)).toContainText(message.reference)
  // What was asked for is the first view: it is read from its title on.
  await expect(my.dialog.getByRole('heading', { name: my.words.myTitle })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(my.dialog).toHaveCount(0)
  await expect(opener).toBeFocused()
  // Closed and opened again, it has forgotten whose data it showed.
  await page.evaluate(
    () => void (window.kelisim as unknown as { open(panel: string): unknown }).open('my-data'),
  )
  await my.enter('find')
  await expect(my.field(my.words.mySecret)).toHaveValue('')
  await expect(my.dialog).not.toContainText(message.reference)
  expect(JSON.stringify(await readDevice(page))).not.toContain(message.code)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

const withMail = test.extend<{ sink: SmtpSink }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern
  sink: async ({}, use) => {
    const sink = await startSmtpSink()
    await use(sink)
    await sink.close()
  },
  serverEnvironment: async ({ sink }, use) => use({ SMTP_URL: sink.url }),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures off the pattern
  site: async ({}, use) => {
    const { defaultSite } = await import('../../../server/config/site/default-site.ts')
    const site: SiteConfigInput = { ...defaultSite, mail: { from: 'school@school.example' } }
    await use(site)
  },
})

withMail(
  'DS-11 CF-08 a code is mailed to the address on file alone, and opens its messages',
  async ({ page, server, hostPages, sink }) => {
    const message = await writeTo(server, typed)
    await page.goto(`${hostPages.crossSite}/pages/panels/my-data.html#kelisim-my-data`)
    const my = findMyData(page)
    const { words } = my
    await my.enter('find')
    const ask = async (email: string) => {
      await my.field(words.myEmail).fill(email)
      await my.button(words.myEmailSend).click()
      await expect(my.status).toHaveText(words.myEmailSent)
    }
    // Of an address that nobody wrote from the panel says the same, and nothing is sent to it.
    await ask('nobody.planted@example.kz')
    await ask(typed.email)
    const findMail = () => sink.mails.find(({ text }) => /код: \d{6}\b/.test(text))
    await expect.poll(findMail, { timeout: 60_000 }).toBeDefined()
    const mail = findMail()
    expect(new Set(sink.mails.map(({ to }) => to.join()))).toEqual(new Set([typed.email]))
    const [code = ''] = /\d{6}\b/.exec(mail?.text ?? '') ?? []
    const wrong = code === '000000' ? '111111' : '000000'
    await my.field(words.myCode).fill(wrong)
    await my.button(words.myShow).last().click()
    await expect(my.status).toHaveText(words.myErrCode)
    await expect(my.dialog).not.toContainText(message.reference)
    await my.field(words.myCode).fill(code)
    await my.button(words.myShow).last().click()
    await expect(my.fact(words.heldMessages)).toContainText(message.reference)
    expect(mail?.text).not.toContain(message.reference)
    expect(server.requests.map(({ path, query }) => path + query).join()).not.toContain(code)
  },
)
