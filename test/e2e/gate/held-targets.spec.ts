import { expect, test } from '../../support/browser/fixtures.ts'
import { startForeignHost } from '../../support/page/foreign-host.ts'
import { logPage } from '../../support/page/page-log.ts'
import { openWritten } from '../../support/page/write-page.ts'

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

test('CB-01 a frame without an address, or named later, is held for what opens in it; once none is, the page’s functions are its own again', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  const asked = await startForeignHost(page)
  await openWritten(page, hostPages, {
    body: `<script>own = [open, HTMLFormElement.prototype.submit]</script>
      <form><input name="id"></form>
      <iframe name="player" title="Бейне" data-category="external"></iframe>
      <iframe id="later" title="Карта" data-category="external" data-src="https://video.example/one"></iframe>
      <a id="link" href="https://video.example/two" target="player">Екінші</a>
      <a id="map" href="https://video.example/map" target="later">Карта</a>`,
  })
  const once = page.getByRole('button', { name: 'Бір рет жүктеу' })
  await expect(once).toHaveCount(2)
  await page.locator('#later').evaluate((frame) => frame.setAttribute('name', 'later'))
  for (const [id, title] of [
    ['link', 'Бейне'],
    ['map', 'Карта'],
  ] as const) {
    await page.locator(`#${id}`).click()
    await expect(page.getByRole('group', { name: title }).getByRole('button').first()).toBeFocused()
  }
  // As a blocked pop-up window is: by a frame's own window a page could name its address.
  expect(await page.evaluate(() => window.open('', 'player'))).toBeNull()
  await beacons.expectNone()
  expect(asked).toEqual([])
  await page.getByRole('group', { name: 'Бейне' }).getByRole('button').nth(1).click()
  await expect.poll(() => [...asked].sort()).toEqual(['/map', '/two'])
  await expect(once).toHaveCount(0)
  const isOwn = () =>
    page.evaluate(() => {
      const { own } = window as unknown as { own: unknown[] }
      return [window.open === own[0], HTMLFormElement.prototype.submit === own[1]]
    })
  expect(await isOwn()).toEqual([true, true])

  await page.evaluate(() => (window.kelisim as { withdraw(): Promise<unknown> }).withdraw())
  await expect(once).toHaveCount(2)
  expect(await isOwn()).toEqual([false, false])
  await page.locator('#link').click()
  await beacons.settle()
  expect(asked).toHaveLength(2)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('what a link has opened in a frame without an address is gone after withdrawal; a page that keeps its own window.open is none the worse', async ({
  page,
  hostPages,
}) => {
  const log = logPage(page)
  const asked = await startForeignHost(page)
  await openWritten(page, hostPages, {
    body: `<script>Object.defineProperty(window, 'open', { value: open, writable: false, configurable: false })</script>
      <iframe name="player" title="Бейне" data-category="external"></iframe>
      <a id="link" href="https://video.example/two" target="player">Екінші</a>`,
  })
  const always = page.getByRole('button', { name: 'Әрқашан рұқсат беру' })
  await always.click()
  await expect(always).toHaveCount(0)
  expect(asked).toEqual([])
  await page.locator('#link').click()
  await expect(page.frameLocator('[name=player]').getByText('Бейне')).toBeVisible()
  await page.evaluate(() => (window.kelisim as { withdraw(): Promise<unknown> }).withdraw())
  await expect(always).toHaveCount(1)
  await expect
    .poll(() => page.frames().filter((frame) => frame.url().includes('video.example')))
    .toEqual([])
  expect(asked).toEqual(['/two'])
  expect(log).toEqual({ lines: [], uncaught: [] })
})
