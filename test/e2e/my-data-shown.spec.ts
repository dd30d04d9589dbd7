import { expect, test } from '../support/fixtures.ts'
import { findMyData } from '../support/my-data-panel.ts'
import { other, typed } from '../support/open-my-data.ts'
import { writeTo } from '../support/write-to-school.ts'

// How a message is found in the my-data panel, however its reference was typed.

test.describe.configure({ timeout: 120_000 })

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
  await page.goto(`${hostPages.crossSite}/pages/my-data.html#kelisim-my-data`)
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
    await page.reload()
    await my.show(first, second)
    await expect(my.fact(my.words.heldMessages), first).toContainText(reference)
    await expect(my.dialog).not.toContainText(stranger.reference)
  }
})
