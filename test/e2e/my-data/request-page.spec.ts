import { expect, test } from '../../support/browser/fixtures.ts'
import { type SmtpSink, startSmtpSink } from '../../support/server/smtp-sink.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

const withMail = test.extend<{ sink: SmtpSink }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here.
  sink: async ({}, use) => {
    const sink = await startSmtpSink()
    await use(sink)
    await sink.close()
  },
  serverEnvironment: async ({ sink }, use) => use({ SMTP_URL: sink.url }),
})

withMail(
  'DS-12 DS-14 AX-06 without JavaScript, by keyboard alone: a form, a mailed code, a number',
  async ({ browser, page, server, sink }) => {
    const plain = await browser.newContext({ javaScriptEnabled: false, colorScheme: 'dark' })
    const form = await plain.newPage()
    await form.goto(`${server.url}/request?lang=ru`)
    await form.getByLabel('Имя и фамилия').focus()
    await form.keyboard.type('Planted Parent')
    await form.keyboard.press('Tab')
    await form.keyboard.type('planted@example.kz')
    await form.keyboard.press('Enter')
    await expect(form.getByRole('heading', { level: 1 })).toHaveText('Введите код')
    await expect.poll(() => sink.mails.length).toBe(1)
    const code = /\d{6}/.exec(sink.mails[0]?.text ?? '')?.[0] ?? ''
    expect(await server.searchBytes('Planted Parent')).toEqual([])
    await form.getByLabel('Код из письма').fill(code)
    await form.keyboard.press('Enter')
    await expect(form.getByRole('status')).toContainText(/R-[2-9A-Z]{8}/)
    expect(await plain.cookies()).toEqual([])
    await plain.close()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(`${server.url}/request?lang=kk`)
      await expectNoBarriers(page, `request page, ${colorScheme}`)
    }
  },
)
