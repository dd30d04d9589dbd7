import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { readContrast } from '../../support/widget/computed-style.ts'

// The banner on every width: it fits, it moves nothing, and the page behind it can be used.

const LANGUAGES = ['kk', 'ru', 'en'] as const
const SIZES = [
  [320, 568],
  [360, 640],
  [768, 1024],
  [1440, 900],
  // A phone on its side.
  [740, 360],
] as const

/** How far the document reaches beyond the window to the side, in pixels. */
const overhang = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** What of an element's letters is cut off or broken inside a word: nothing may be. */
const brokenWords = (page: Page) =>
  page.locator('#kelisim button').evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const text = button.firstChild
      if (!(text instanceof Text)) return []
      return [...text.data.matchAll(/\S+/g)]
        .filter(({ 0: word, index }) => {
          const range = document.createRange()
          range.setStart(text, index)
          range.setEnd(text, index + word.length)
          return range.getClientRects().length > 1 || button.scrollWidth > button.clientWidth
        })
        .map(([word]) => word)
    }),
  )

test('AX-05 CB-17 the banner fits 320 to 1440 px with its line for minors, takes at most half of a phone, and nothing scrolls sideways', async ({
  page,
  hostPages,
}) => {
  for (const language of LANGUAGES) {
    await page.goto(`${hostPages.crossSite}/pages/school-${language}.html`)
    const banner = findBanner(page, language)
    await expect(banner.region).toBeVisible()
    for (const [width, height] of SIZES) {
      const state = `${language} ${width} × ${height}`
      await page.setViewportSize({ width, height })
      const box = await banner.region.boundingBox()
      if (height > width) expect(box?.height, state).toBeLessThanOrEqual(height / 2)
      for (const part of [banner.region, banner.accept, banner.reject, banner.settings]) {
        await expect(part, state).toBeInViewport({ ratio: 0.95 })
      }
      expect(await overhang(page), state).toBe(0)
      expect(await brokenWords(page), state).toEqual([])
      // What does not fit is reached by scrolling inside.
      for (const line of [banner.region.getByRole('heading'), banner.region.getByText('18')]) {
        await line.scrollIntoViewIfNeeded()
        await expect(line, state).toBeInViewport({ ratio: 0.95 })
      }
    }
    await page.setViewportSize({ width: 320, height: 568 })
    await banner.settings.click()
    await expect(banner.dialog).toBeInViewport({ ratio: 0.95 })
    expect(await overhang(page), language).toBe(0)
    expect(await brokenWords(page), language).toEqual([])
  }
})

test('nothing on the page moves when the banner comes and goes, nor when a form is taken over', async ({
  page,
  server,
}) => {
  await page.addInitScript(() => {
    const moved: string[] = []
    Object.assign(window, { moved })
    interface Shift extends PerformanceEntry {
      readonly value: number
      readonly sources: readonly { readonly node: Node | null }[]
    }
    new PerformanceObserver((list) => {
      for (const { value, sources, startTime } of list.getEntries() as Shift[]) {
        const nodes = sources.map(({ node }) => node instanceof Element && node.outerHTML)
        moved.push(`${value} at ${startTime} ms: ${nodes}`.slice(0, 300))
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.setViewportSize({ width: 360, height: 640 })
  const banner = findBanner(page)
  const expectStill = async () =>
    expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([])
  // What takes the form over comes late, to where it is seen already.
  const release = await holdBack(page, '**/assets/contact-*')
  for (const path of ['/demo/', '/demo/contact.html']) {
    await page.goto(server.url + path)
    await expect(banner.region).toBeVisible()
    await page.mouse.wheel(0, 200)
    await banner.settings.click()
    await expect(banner.dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(banner.dialog).toBeHidden()
    await expectStill()
  }
  const form = page.locator('form[data-kelisim=contact]')
  await form.getByRole('textbox').first().scrollIntoViewIfNeeded()
  await expect(form).toHaveJSProperty('noValidate', false)
  release()
  await expect(form).toHaveJSProperty('noValidate', true)
  await banner.reject.click()
  await expect(page.getByText('Таңдауыңыз сақталды.')).toBeVisible()
  await expectStill()
})

test('CB-06 links and buttons of the page are clickable with the banner open', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.setViewportSize({ width: 360, height: 640 })
  await page.goto(`${hostPages.crossSite}/pages/panels/page-controls.html`)
  await expect(findBanner(page).region).toBeVisible()
  const main = page.getByRole('main')
  await main.getByRole('button').click()
  await expect(main.getByRole('button')).toHaveText('1')
  await main.getByRole('link').click()
  await expect(page).toHaveURL(/#lessons$/)
  await expect(findBanner(page).region).toBeVisible()
  await beacons.expectNone()
})

test('AX-03 AX-11 forced colours leave borders and states to see, nothing moves by itself, print leaves it out', async ({
  page,
  hostPages,
}) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await page.goto(`${hostPages.crossSite}/pages/school-kk.html`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  for (const button of [banner.accept, banner.reject]) {
    const { text, border } = await readContrast(button)
    expect(Math.min(text, border)).toBeGreaterThanOrEqual(3)
  }
  await banner.settings.click()
  const analytics = banner.switch('Аналитика және статистика')
  const knob = analytics.locator('i')
  const off = await knob.evaluate((element) => getComputedStyle(element, '::before').marginLeft)
  await analytics.click()
  const on = await knob.evaluate((element) => getComputedStyle(element, '::before').marginLeft)
  expect(on).not.toBe(off)
  await expect(analytics).toHaveText('Қосулы')
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  await page.keyboard.press('Escape')
  await page.emulateMedia({ media: 'print' })
  await expect(banner.region).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Мектеп' })).toBeVisible()
})
