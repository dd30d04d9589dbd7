import { expect, test } from '../../support/browser/fixtures.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import { logPage } from '../../support/page/page-log.ts'
import { writeTo } from '../../support/page/write-to-school.ts'
import { findMyData } from '../../support/widget/my-data-panel.ts'
import { openConsented, openMessage, other, typed } from '../../support/widget/open-my-data.ts'

// How a message is found in the my-data panel, whenever and however its reference was typed, and when it goes again.

test('DS-01 what is asked for while the panel fetches the device’s own data waits its turn, and is asked once', async ({
  page,
  server,
  hostPages,
}) => {
  const log = logPage(page)
  const message = await writeTo(server, typed)
  const my = await openConsented(page, hostPages)
  await my.close.click()
  await expect(my.dialog).toHaveCount(0)
  const asked = () =>
    server.requests.filter(({ method, path }) => method === 'GET' && path === '/v1/me').length
  const before = asked()
  const release = await holdBack(page, '**/v1/me')
  await page.getByRole('button', { name: 'Деректерім' }).click()
  await expect(my.status).toHaveText(my.words.myWorking)
  await my.show(message.reference, message.code)
  // A second press is still no second request.
  await my.button(my.words.myShow).first().click()
  await expect(my.status).toHaveText(my.words.myWorking)
  release()
  await expect(my.fact(my.words.heldMessages)).toContainText(message.reference)
  await expect(my.status).toBeEmpty()
  await expect(my.fact(my.words.heldSources)).not.toContainText(my.words.sourceBrowser)
  expect(asked() - before).toBe(2)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

/** As a Kazakh or Russian keyboard types what looks the same. */
const inCyrillic = (text: string) =>
  text.replace(/[ABEKMHPCTYX]/g, (letter) => 'АВЕКМНРСТУХ'['ABEKMHPCTYX'.indexOf(letter)] ?? letter)

test('DS-11 a reference typed in Cyrillic, with spaces, dashes or a full stop opens its message, and other letters none', async ({
  page,
  server,
  hostPages,
}) => {
  const stranger = await writeTo(server, other)
  const message = await writeTo(server, typed)
  await page.goto(`${hostPages.crossSite}/pages/panels/my-data.html#kelisim-my-data`)
  const my = findMyData(page)
  const { reference, code } = message
  const wrong = [`Ж-${reference.slice(2)}`, `К-Ж${reference.slice(3)}`, `${reference}2`]
  for (const other of wrong) {
    await my.show(other, code)
    await expect(my.field(my.words.myReference), other).toHaveAccessibleDescription(
      my.words.myErrSecret,
    )
  }
  expect(server.requests.filter(({ path }) => path === '/v1/me')).toEqual([])
  const ways = [
    [inCyrillic(reference), inCyrillic(code)],
    [` ${inCyrillic(reference.toLowerCase())}. `, code.toLowerCase().replaceAll('-', ' ')],
    [reference.replace('-', ' – '), `${code.replaceAll('-', '–')}.`],
  ]
  for (const [first = '', second = ''] of ways) {
    // Opening has taken the fragment away: a page that is loaded anew opens nothing by itself.
    await page.reload()
    await page.getByRole('link', { name: my.words.myTitle, exact: true }).click()
    await my.show(first, second)
    await expect(my.fact(my.words.heldMessages), first).toContainText(reference)
    await expect(my.dialog).not.toContainText(stranger.reference)
  }
})

test('DS-11 a page that is left and comes back as it was shows nobody’s messages, and the panel opens anew', async ({
  page,
  server,
  hostPages,
}) => {
  const log = logPage(page)
  const message = await writeTo(server, typed)
  const my = await openMessage(page, hostPages, message)
  // What a browser sends a page that it keeps for the back button.
  const shown = await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    const dialog = document.querySelector('dialog')
    return { text: dialog?.textContent ?? '', isOpen: dialog?.open ?? false }
  })
  expect(shown).toEqual({ text: '', isOpen: false })
  await expect(my.dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Деректерім' }).click()
  await my.enter('find')
  await expect(my.field(my.words.mySecret)).toHaveValue('')
  await expect(my.dialog).not.toContainText(message.reference)
  expect(log).toEqual({ lines: [], uncaught: [] })
})
