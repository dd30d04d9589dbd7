import { expect, test } from '../support/fixtures.ts'
import { startForeignHost } from '../support/foreign-host.ts'
import { openWritten } from '../support/write-page.ts'

// What opens in a frame that is held back asks nobody either.

const BODY = `
  <iframe name="player" title="Бейне" width="500" height="300" data-category="external" data-src="https://video.example/one"></iframe>
  <iframe name="own" title="Мектептікі" width="300" height="100"></iframe>
  <a id="link" href="https://video.example/two" target="player">Екінші</a>
  <a id="icon" href="https://video.example/two" target="player"><svg width="20" height="20"><path d="M0 0h20v20H0z" /></svg></a>
  <map name="areas"><area id="area" alt="Екінші" href="https://video.example/two" target="player" shape="rect" coords="0,0,20,20"></map>
  <img usemap="#areas" width="20" height="20" alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
  <form id="search" action="https://video.example/form" target="player"><input name="target" value="own"><button id="send">Іздеу</button></form>
  <form action="https://video.example/form" method="post"><button id="formtarget" formtarget="player">Жіберу</button></form>
  <button id="script" onclick="HTMLFormElement.prototype.submit.call(search)">Скрипт</button>
  <button id="open" onclick="opened = window.open('https://video.example/two', 'player')">Терезе</button>
  <a id="other" href="https://video.example/other" target="own">Басқа</a>`

test('CB-01 a link, form or script that targets a held frame asks nobody before consent and leads to what asks; after consent it works in the frame', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await startForeignHost(page)
  await openWritten(page, hostPages, { body: BODY })
  const always = page.getByRole('button', { name: 'Әрқашан рұқсат беру' })
  const once = page.getByRole('button', { name: 'Бір рет жүктеу' })
  await expect(always).toHaveCount(1)
  for (const id of ['link', 'icon', 'area', 'send', 'formtarget', 'script', 'open']) {
    await page.locator(`#${id}`).dispatchEvent('click')
    await expect(once, id).toBeFocused()
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  }
  await beacons.expectNone()
  expect(asked).toEqual([])
  expect(page.context().pages()).toHaveLength(1)
  // What stands in its place says where the link leads.
  const group = page.getByRole('group', { name: 'Бейне' })
  await expect(group.getByRole('link')).toHaveAttribute('href', 'https://video.example/two')
  // Another frame is none of this.
  await page.locator('#other').click()
  await expect.poll(() => asked).toEqual(['/other'])

  await always.click()
  await expect.poll(() => asked).toEqual(['/other', '/two'])
  await page.locator('#send').click()
  await expect.poll(() => asked.at(-1)).toBe('/form')
  await page.locator('#link').click()
  await expect.poll(() => asked.at(-1)).toBe('/two')
  await expect(page.frameLocator('[name=player]').getByText('Бейне')).toBeVisible()

  await page.evaluate(() => (window.kelisim as { withdraw(): Promise<unknown> }).withdraw())
  await expect(once).toHaveCount(1)
  const before = asked.length
  await page.locator('#link').click()
  await expect(once).toBeFocused()
  await beacons.settle()
  expect(asked).toHaveLength(before)
})

test('a base target and a click that asks for a tab of its own', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await startForeignHost(page)
  await openWritten(page, hostPages, {
    body: `<base target="player"><iframe name="player" title="Бейне" data-category="external" data-src="https://video.example/one"></iframe>
      <a id="link" href="https://video.example/two">Екінші</a>`,
  })
  const once = page.getByRole('button', { name: 'Бір рет жүктеу' })
  await expect(once).toHaveCount(1)
  await page.locator('#link').click()
  await expect(once).toBeFocused()
  await beacons.expectNone()
  expect(asked).toEqual([])
  // That one is the browser's own affair.
  const isPrevented = await page.evaluate(() => {
    let isPrevented = true
    addEventListener('click', (event) => {
      isPrevented = event.defaultPrevented
      event.preventDefault()
    })
    const click = { bubbles: true, cancelable: true, ctrlKey: true }
    document.getElementById('link')?.dispatchEvent(new MouseEvent('click', click))
    return isPrevented
  })
  expect(isPrevented).toBe(false)
})
