import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { logPage } from '../../support/page/page-log.ts'
import { writeTo } from '../../support/page/write-to-school.ts'
import type { MyDataPanel } from '../../support/widget/my-data-panel.ts'
import { openConsented, openMessage, other, typed } from '../../support/widget/open-my-data.ts'
import { languages, openPanels, panelSite, sizes } from '../../support/widget/panels.ts'

// What the my-data panel shows first, and how one goes into its rooms and out again.

const [, PHONE] = sizes
const drawOnPhone = (page: Page) => page.setViewportSize({ width: PHONE[0], height: PHONE[1] })

/** The panel is where it was opened: nothing has been scrolled. */
const expectAtTop = (my: MyDataPanel) =>
  expect(my.dialog.locator('.kelisim-scroll')).toHaveJSProperty('scrollTop', 0)

test.describe('on a page with everything', () => {
  test.use({ site: panelSite })

  for (const language of languages) {
    test(`DS-01 on a phone in ${language} the first screen says what is held, for what, until when and who gets it, and has the three acts`, async ({
      page,
      hostPages,
    }) => {
      await drawOnPhone(page)
      const { banner, my, openMyData } = await openPanels(page, hostPages, language)
      await banner.accept.click()
      await expect(page.locator('#kelisim > div [role=status]')).toHaveText(/\S/)
      await openMyData()
      const { words } = my
      const acts = [words.actCopy, words.actStop, words.actErase].map(my.button)
      for (const act of acts) await expect(act).toBeInViewport({ ratio: 1 })
      const lines = my.dialog.getByRole('region', { name: words.myShort }).locator('dl > div')
      await expect(lines.locator('dt')).toHaveText([
        ...[words.myHere, words.mySchool, words.heldFor, words.heldUntil, words.heldWho],
      ])
      for (const line of await lines.all()) {
        await expect(line).toHaveText(/\S/)
        await expect(line).toBeInViewport({ ratio: 1 })
      }
      await expect(lines.nth(0)).toContainText(/\d\d[./]\d\d[./]\d{4}/)
      await expect(lines.nth(1)).toContainText(words.categoryConsents)
      await expect(lines.nth(2)).toContainText(words.purposeAnalytics)
      await expect(lines.nth(4)).toContainText('Video Ltd')
      await expectAtTop(my)
      // One of the three is the loudest, and it is not the one that deletes.
      const grounds = await Promise.all(
        acts.map((act) => act.evaluate((button) => getComputedStyle(button).backgroundColor)),
      )
      expect(grounds[0]).not.toBe(grounds[1])
      expect(grounds[1]).toBe(grounds[2])
      // Nothing of the rest is in the way, and nothing of it is lost.
      await expect(my.dialog.locator('details[open]')).toHaveCount(0)
      await expect(my.dialog.locator('summary')).toHaveText([
        ...[words.foldWhat, words.foldUntil, words.foldWho, words.foldHistory, words.myDevice],
      ])
    })
  }

  test('DS-05 before deleting, what is asked is no louder than what takes it back', async ({
    page,
    server,
    hostPages,
  }) => {
    const panels = await openPanels(page, hostPages)
    await panels.openMyData()
    await panels.showMessage(server)
    const { my } = panels
    const groundOf = (name: string) =>
      my.button(name).evaluate((button) => getComputedStyle(button).backgroundColor)
    expect(await groundOf(my.words.actDeleteYes)).toBe(await groundOf(my.words.actCancel))
  })
})

test('AX-07 a room takes the focus to its heading; Esc and the way back lead to the button that opened it, then Esc closes, and the history stays as it was', async ({
  page,
  hostPages,
}) => {
  const log = logPage(page)
  const my = await openConsented(page, hostPages)
  const address = page.url()
  const length = await page.evaluate(() => history.length)
  const ways = [
    ['copy', my.words.actCopy],
    ['stop', my.words.actStop],
    ['delete', my.words.actErase],
    ['find', my.words.myOther],
    ['ask', my.words.actRequest],
    ['complain', my.words.myComplain],
  ] as const
  for (const [room, name] of ways) {
    await my.enter(room)
    await expectAtTop(my)
    await expect(my.button(name), `${room}: the first view is gone`).toHaveCount(0)
    await my.back.click()
    await expect(my.button(name)).toBeFocused()
  }
  // By keyboard alone, one after the other: nothing but keys is pressed between two of them.
  for (const [room, name] of ways) {
    await my.button(name).focus()
    await page.keyboard.press('Enter')
    await expect(my.entered, room).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(my.button(name), room).toBeFocused()
  }
  await page.keyboard.press('Escape')
  await expect(my.dialog).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Деректерім' })).toBeFocused()
  expect(page.url()).toBe(address)
  expect(await page.evaluate(() => history.length)).toBe(length)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('what was typed in a room is there when it is entered again, until other data are shown or the panel is closed', async ({
  page,
  server,
  hostPages,
}) => {
  const stranger = await writeTo(server, other)
  const my = await openMessage(page, hostPages, await writeTo(server, typed))
  const { words } = my
  await my.enter('ask')
  await my.field(words.requestText).fill('Телефонымды түзетіңіз')
  await page.keyboard.press('Escape')
  await my.enter('complain')
  await my.back.click()
  await my.enter('ask')
  await expect(my.field(words.requestText)).toHaveValue('Телефонымды түзетіңіз')
  await my.back.click()
  await my.show(stranger.reference, stranger.code)
  await expect(my.fact(words.heldMessages)).toContainText(stranger.reference)
  await my.enter('ask')
  await expect(my.field(words.requestText)).toHaveValue('')
})

test('nothing of a person is left in the page once the panel is closed, from whatever room', async ({
  page,
  server,
  hostPages,
}) => {
  const message = await writeTo(server, typed)
  const my = await openMessage(page, hostPages, message)
  const { words } = my
  const sheets = () => page.evaluate(() => document.adoptedStyleSheets.length)
  await my.enter('ask')
  await my.field(words.requestText).fill('Телефонымды түзетіңіз')
  await my.back.click()
  await my.enter('delete')
  await expect(my.button(words.actDeleteYes)).toBeVisible()
  await my.close.click()
  // The element itself: a dialog that is closed has no role any more, and leaves the page in the task of its close event.
  const element = page.locator('#kelisim dialog')
  await expect(element).toHaveCount(0)
  const left = await page.evaluate(() => document.documentElement.outerHTML)
  const values = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('input,textarea')].map(({ value }) => value),
  )
  for (const one of [message.reference, message.code, 'Телефонымды'])
    expect(left + values.join()).not.toContain(one)
  // The sheets leave with the dialog, in the task of its close event, which comes after the click has ended.
  const after = await sheets()
  await page.getByRole('button', { name: 'Деректерім' }).click()
  await my.enter('find')
  await expect.poll(sheets).toBeGreaterThan(after)
  await my.close.click()
  await expect(element).toHaveCount(0)
  await expect.poll(sheets).toBe(after)
})

test('where the school does not answer, the panel says so, tries again, and withdraws all the same', async ({
  page,
  server,
  hostPages,
}) => {
  const log = logPage(page)
  const my = await openConsented(page, hostPages)
  const { words } = my
  await my.close.click()
  server.goOffline()
  await page.getByRole('button', { name: 'Деректерім' }).click()
  const short = my.dialog.getByRole('region', { name: words.myShort })
  await expect(short).toContainText(words.mySchoolUnread)
  await expect(my.status).toHaveText(words.myOffline)
  await expect(my.button(words.actErase)).toHaveCount(0)
  server.goOnline()
  await my.button(words.myAgain).click()
  await expect(my.button(words.actErase)).toBeVisible()
  await expect(my.status).toBeEmpty()
  await my.close.click()

  server.goOffline()
  await page.getByRole('button', { name: 'Деректерім' }).click()
  await my.button(words.actWithdraw).click()
  await expect(my.status).toHaveText(words.myWithdrawLater)
  await expect(short).toContainText(/бәрінен бас тартылды/)
  await expect(my.button(words.actWithdraw)).toHaveCount(0)
  expect(log.uncaught).toEqual([])
})
