import { expect, test } from '../../support/browser/fixtures.ts'
import { openWritten } from '../../support/page/write-page.ts'
import { findBanner } from '../../support/widget/banner.ts'

// A placeholder takes its frame's place in every way, and what the page stops stays stopped.

const FRAME = 'title="Карта" data-category="external" data-src="https://maps.example/e"'

test('TP-06 a placeholder has the place and size of its frame, by whatever rules the page gives it', async ({
  page,
  hostPages,
}) => {
  await page.route('https://maps.example/**', (route) => route.fulfill({ body: 'map' }))
  for (const css of [
    'iframe{display:block;margin:2em auto;width:60%}',
    'iframe{float:right;margin:0 0 1em 1em}',
    'section{position:relative;height:400px}iframe{position:absolute;top:40px;left:50%;transform:translateX(-50%)}',
    'section{display:grid;grid-template-columns:1fr 2fr}iframe{grid-column:2;grid-row:1;width:100%}',
    'section{display:flex}iframe{flex:1;order:-1}',
    'iframe{aspect-ratio:16/9;width:100%;height:auto}',
    'section{width:200px}iframe{width:560px;height:400px}',
  ]) {
    await openWritten(page, hostPages, {
      css,
      body: `<section><p>Алдында</p><iframe ${FRAME}></iframe><p id="after">Кейін</p></section>`,
    })
    const placeholder = page.locator('[id^=kelisim-placeholder]')
    await expect(placeholder).toBeVisible()
    const read = (selector: string) =>
      page.evaluate((selector) => {
        const places = [selector, '#after'].map((one) =>
          document.querySelector(one)?.getBoundingClientRect(),
        )
        return places.map(
          (place) => place && [place.x, place.y, place.width, place.height].map(Math.round),
        )
      }, selector)
    await page.setViewportSize({ width: 900, height: 700 })
    const held = await read('[id^=kelisim-placeholder]')
    await page.locator('[id^=kelisim-placeholder] button').first().dispatchEvent('click')
    await expect(placeholder).toHaveCount(0)
    const frame = await read('iframe')
    // A frame's own line takes part in its ratio by a part of a pixel.
    const offPx = held.flatMap((place, at) =>
      place?.map((px, i) => Math.abs(px - (frame[at]?.[i] ?? 0))),
    )
    expect(Math.max(...offPx.map(Number)), css).toBeLessThanOrEqual(2)
    await page.setViewportSize({ width: 1280, height: 720 })
  }
})

test('TP-06 a frame that nobody would see has no placeholder to be seen; new classes and a morph leave the one there is in its place', async ({
  page,
  hostPages,
}) => {
  await openWritten(page, hostPages, {
    body: `<iframe ${FRAME} width="0" height="0"></iframe><iframe ${FRAME} hidden></iframe><iframe ${FRAME} style="display:none"></iframe>
      <main><iframe id="f" class="map" ${FRAME}></iframe></main>`,
  })
  const placeholders = page.locator('[id^=kelisim-placeholder]:visible')
  await expect(placeholders).toHaveCount(1)
  const frame = page.locator('#f')
  await frame.evaluate((frame) => {
    frame.setAttribute('class', 'map active')
  })
  await expect(frame).toBeHidden()
  // A morph: what the server's answer has not goes.
  await page.evaluate(() => document.querySelector('main [id^=kelisim-placeholder]')?.remove())
  await expect(placeholders).toHaveCount(1)
  await expect(frame).toBeHidden()
})

test('TP-01 a video that the page stops, in whichever way, stays stopped; another address is loaded', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked: string[] = []
  await page.route('https://maps.example/**', (route) => {
    asked.push(route.request().url())
    return route.fulfill({ body: 'video' })
  })
  await openWritten(page, hostPages, { body: `<iframe id="f" ${FRAME}></iframe>` })
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/consents')
  await expect.poll(() => asked).toHaveLength(1)
  for (const stop of ["f.src = ''", "f.removeAttribute('src')", "f.src = 'about:blank'"]) {
    await page.evaluate(stop)
    await page.evaluate(() => document.body.append('кейін'))
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)))
    expect(asked, stop).toHaveLength(1)
  }
  await page.evaluate("f.dataset.src = 'https://maps.example/other'")
  await expect.poll(() => asked.at(-1)).toBe('https://maps.example/other')
})

test('a placeholder that a visitor’s own blocker takes away each time stays away, and the page goes on', async ({
  page,
  hostPages,
}) => {
  await openWritten(page, hostPages, { body: `<main><iframe ${FRAME}></iframe></main>` })
  const placeholders = page.locator('[id^=kelisim-placeholder]')
  await expect(placeholders).toHaveCount(1)
  await page.evaluate(() => {
    const state = Object.assign(window, { taken: 0 })
    const take = () => {
      const found = document.querySelector('[id^=kelisim-placeholder]')
      if (!found) return
      state.taken++
      found.remove()
    }
    new MutationObserver(take).observe(document.body, { childList: true, subtree: true })
    take()
  })
  await expect(placeholders).toHaveCount(0)
  // Put back nine times, and never again.
  expect(await page.evaluate(() => (window as unknown as { taken: number }).taken)).toBe(10)
  await expect(page.locator('iframe[src]')).toHaveCount(0)
})

test('the keyboard goes on from the frame, film or object that a placeholder stood for', async ({
  page,
  hostPages,
}) => {
  await page.route('https://maps.example/**', (route) => route.fulfill({ body: 'map' }))
  for (const tag of ['iframe', 'video', 'object']) {
    const frame = `<${tag} title="Карта" width="300" height="200" data-category="external" data-src="https://maps.example/e"></${tag}>`
    await openWritten(page, hostPages, { body: `<a href="#x">Алдында</a>${frame}` })
    await page.getByRole('button', { name: 'Бір рет жүктеу' }).press('Enter')
    await expect(page.locator('[id^=kelisim-placeholder]'), tag).toHaveCount(0)
    await expect(page.locator(tag), tag).toBeFocused()
  }
})
