import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { openWritten } from '../../support/page/write-page.ts'

// Each way in which a page may place a frame: what stands for it is where the frame will be, and is shown when it would be.

const MARK = 'title="Карта" data-category="external" data-src="https://maps.example/e"'
const FRAME = `<iframe ${MARK}></iframe>`

interface Way {
  readonly css: string
  /** The frame and what is around it. Default: the frame alone. */
  readonly html?: string
}

/** By name; each rule holds in a section of its own. */
const WAYS: Readonly<Record<string, Way>> = {
  fixed: { css: '.f{position:fixed;right:20px;top:20px;width:260px;height:200px}' },
  sticky: { css: '.f{position:sticky;top:0;display:block;width:300px;height:200px}' },
  'a grid area': {
    css: '&{display:grid;grid-template:"b a"/1fr 2fr}.f{grid-area:a;width:100%}',
  },
  'a flex column': { css: '&{display:flex;flex-direction:column}.f{align-self:flex-end}' },
  'a flex line that shrinks': { css: '&{display:flex}.f{flex:0 1 900px;min-width:0;order:2}' },
  'a most in %': { css: '.f{width:1200px;max-width:70%;height:220px}' },
  'margins in %': { css: '.f{float:left;margin:2% 5%;width:40%}' },
  'a box of a ratio': {
    css: 'div{position:relative;padding-top:40%}.f{position:absolute;inset:0;width:100%;height:100%}',
    html: `<div>${FRAME}</div>`,
  },
  'a ratio of its own': { css: '.f{width:80%;max-width:500px;aspect-ratio:2;height:auto}' },
  'functions of the window': { css: '.f{width:min(100%,480px);height:clamp(150px,30vw,260px)}' },
  'a table cell': {
    css: 'table{width:80%;table-layout:fixed}.f{width:100%}',
    html: `<table><tr><td>${FRAME}</td><td>Мәтін</td></tr></table>`,
  },
  'right to left': { css: '&{direction:rtl}.f{margin-inline-start:40px;width:50%}' },
  'a line of text': { css: '.f{vertical-align:middle}', html: `<p>Мәтін ${FRAME} мәтін</p>` },
  lazy: { css: '', html: `<iframe loading="lazy" width="400" height="210" ${MARK}></iframe>` },
  object: { css: '', html: `<object width="380" height="230" type="text/html" ${MARK}></object>` },
  embed: { css: '.f{display:block}', html: `<embed width="50%" height="240" ${MARK}>` },
  film: { css: '.f{width:60%;height:220px}', html: `<video ${MARK}></video>` },
}

const names = Object.keys(WAYS)
const css = Object.values(WAYS)
  .map((way, at) =>
    way.css.replace(
      /([^{}]+)\{/g,
      (_, selector) =>
        `${selector === '&' ? `#way-${at}` : `#way-${at} ${selector.replace('.f', ':is(iframe,object,embed,video)')}`}{`,
    ),
  )
  .join('\n')
const body = Object.values(WAYS)
  .map(
    ({ html = FRAME }, at) => `<section id="way-${at}">${html}<p class="after">Кейін</p></section>`,
  )
  .join('')

/** Where each frame, or what stands for it, and what follows it are, in whole pixels of the page. */
const readPlaces = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('section')].map((section) => {
      const shown =
        section.querySelector('[id^=kelisim-placeholder]') ??
        section.querySelector('iframe,object,embed,video')
      return [shown, section.querySelector('.after')].flatMap((element) => {
        const place = element?.getBoundingClientRect()
        return place ? [place.x, place.y, place.width, place.height].map(Math.round) : []
      })
    }),
  )

test('TP-06 a placeholder takes the place of its frame in each way of placing it, also when the window becomes narrower', async ({
  page,
  hostPages,
}) => {
  await page.route('https://maps.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: 'map' }),
  )
  await openWritten(page, hostPages, {
    css: `section{display:flow-root;margin-bottom:20px}${css}`,
    body,
  })
  const placeholders = page.locator('[id^=kelisim-placeholder]')
  await expect(placeholders).toHaveCount(names.length)
  const widths = [1000, 700]
  const held: number[][][] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    held.push(await readPlaces(page))
  }
  await page.evaluate(() => {
    for (const place of document.querySelectorAll('[id^=kelisim-placeholder]'))
      place.querySelector('button')?.click()
  })
  await expect(placeholders).toHaveCount(0)
  for (const [at, width] of widths.entries()) {
    await page.setViewportSize({ width, height: 800 })
    const loaded = await readPlaces(page)
    const moved = names.filter((_, way) =>
      loaded[way]?.some((px, i) => Math.abs(px - (held[at]?.[way]?.[i] ?? Number.NaN)) > 2),
    )
    const shown = moved.map((name) => ({
      name,
      held: held[at]?.[names.indexOf(name)]?.join(' '),
      loaded: loaded[names.indexOf(name)]?.join(' '),
    }))
    expect(shown, `${width} px`).toEqual([])
  }
})

test('TP-06 what a page hides shows no placeholder, and shows it in the frame’s place once the page shows it', async ({
  page,
  hostPages,
}) => {
  const asked: string[] = []
  await page.route('https://maps.example/**', (route) => {
    asked.push(route.request().url())
    return route.fulfill({ body: 'map' })
  })
  await openWritten(page, hostPages, {
    css: '.tab{display:none}.tab.on{display:block}.tab iframe,details iframe{width:50%;height:240px}',
    body: `<div class="tab" id="tab">${FRAME}</div><details id="more"><summary>Карта</summary>${FRAME}</details>
      <div hidden id="part">${FRAME}</div><iframe width="1" height="1" style="border:0;width:0;height:0" ${MARK}></iframe>`,
  })
  const seen = page.locator('[id^=kelisim-placeholder]:visible')
  await expect(page.locator('[id^=kelisim-placeholder]')).toHaveCount(4)
  await expect(seen).toHaveCount(0)
  const sizes: string[] = []
  const open = ["tab.className = 'tab on'", 'more.open = true', 'part.hidden = false']
  for (const [at, act] of open.entries()) {
    await page.evaluate(act)
    await expect(seen).toHaveCount(at + 1)
    const box = await seen.nth(at).boundingBox()
    sizes.push(`${Math.round(box?.width ?? 0)} ${Math.round(box?.height ?? 0)}`)
  }
  expect(asked).toEqual([])
  await page.evaluate(() => {
    for (const place of document.querySelectorAll('[id^=kelisim-placeholder]'))
      if (place.getClientRects().length) place.querySelector('button')?.click()
  })
  await expect(seen).toHaveCount(0)
  const frames = page.locator('iframe:visible')
  for (const [at, size] of sizes.entries()) {
    const box = await frames.nth(at).boundingBox()
    expect(`${Math.round(box?.width ?? 0)} ${Math.round(box?.height ?? 0)}`, open[at]).toBe(size)
  }
})
