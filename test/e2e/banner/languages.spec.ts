import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Tag before page before browser, and Kazakh where none of them is spoken.

const cases = [
  { of: 'the page: Kazakh', file: 'school-kk', browser: 'en-US', wanted: 'kk' },
  { of: 'the page: Russian', file: 'school-ru', browser: 'kk-KZ', wanted: 'ru' },
  { of: 'the page: English with a country', file: 'school-en', browser: 'kk-KZ', wanted: 'en' },
  {
    of: 'the tag, whatever the page says',
    file: 'language/of-the-tag',
    browser: 'kk-KZ',
    wanted: 'en',
  },
  {
    of: 'the browser where the page has none',
    file: 'language/none',
    browser: 'ru-RU',
    wanted: 'ru',
  },
  {
    of: 'the browser where the page has an unknown one',
    file: 'language/unknown',
    browser: 'en-GB',
    wanted: 'en',
  },
  {
    of: 'Kazakh where nobody says a known one',
    file: 'language/unknown',
    browser: 'fr-FR',
    wanted: 'kk',
  },
] as const

test('the banner speaks the language of the tag, else of the page, else of the browser, else Kazakh', async ({
  page,
  hostPages,
}) => {
  const browser = await page.context().newCDPSession(page)
  const userAgent = await page.evaluate(() => navigator.userAgent)
  const lines: string[] = []
  page.on('console', (message) => lines.push(message.text()))
  for (const { of, file, browser: acceptLanguage, wanted } of cases) {
    await browser.send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage })
    await page.goto(`${hostPages.crossSite}/pages/${file}.html`)
    const banner = findBanner(page, wanted)
    await expect(banner.accept, of).toBeVisible()
    await expect(page.locator('#kelisim'), of).toHaveAttribute('lang', wanted)
    for (const other of ['kk', 'ru', 'en'] as const) {
      if (other !== wanted) await expect(findBanner(page, other).region, of).toHaveCount(0)
    }
    await banner.settings.click()
    await expect(banner.dialog, of).toBeVisible()
    expect(await page.evaluate(() => navigator.language)).toBe(acceptLanguage)
    expect(lines, of).toEqual([])
  }
})

test('the consent is recorded in the language that was shown', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/language/of-the-tag.html`)
  await findBanner(page, 'en').accept.click()
  const { body } = await beacons.waitFor('/v1/consents')
  expect(body).toMatchObject({ language: 'en' })
})

test('a broken data-lang gives one console line that says what to write, and the page works on', async ({
  page,
  hostPages,
  beacons,
}) => {
  const lines: string[] = []
  const errors: Error[] = []
  page.on('console', (message) => lines.push(message.text()))
  page.on('pageerror', (error) => errors.push(error))
  await page.goto(`${hostPages.crossSite}/pages/language/broken.html`)
  const banner = findBanner(page, 'ru')
  await expect(banner.region).toBeVisible()
  await page.getByRole('main').getByRole('button').click()
  await expect(page.getByRole('main').getByRole('button')).toHaveText('1')
  await banner.reject.click()
  await beacons.expect([
    { path: '/v1/refusals', status: 202, body: { language: 'ru', policyVersion: '2025-08-01' } },
  ])
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/data-lang="klingon".*kk, ru, en/)
  expect(errors).toEqual([])
})

/** Of every font that the page shows words in: the Kazakh letters that it shows as a box. */
const findBoxes = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) throw new Error('no canvas')
    const draw = (font: string, letter: string) => {
      context.reset()
      context.font = font
      context.fillText(letter, 5, 100)
      return context.getImageData(0, 0, canvas.width, canvas.height).data.join()
    }
    const fonts = [...document.querySelectorAll('body *')].flatMap((element) => {
      const { fontFamily, fontWeight, fontStyle } = getComputedStyle(element)
      return element.textContent?.trim() ? [`${fontStyle} ${fontWeight} 60px ${fontFamily}`] : []
    })
    return [...new Set(fonts)].map((font) => {
      // Two places that stand for no letter look alike: as the box that a font shows for what it lacks.
      const box = draw(font, '\u{10ffff}')
      const isBox = box === draw(font, '\u0378')
      const boxes = [...'әғқңөұүһіӘҒҚҢӨҰҮҺІ'].filter((letter) => draw(font, letter) === box)
      return { font, boxes: boxes.join(''), isBox }
    })
  })

test('LG-03 every font of widget, school and policy has the letters of Kazakh', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/demo/contact.html`)
  await expect(findBanner(page).region).toBeVisible()
  const fonts = await findBoxes(page)
  await page.goto(`${server.url}/policy?lang=kk`)
  fonts.push(...(await findBoxes(page)))
  expect(fonts.length).toBeGreaterThan(2)
  expect(fonts.filter(({ boxes, isBox }) => boxes || !isBox)).toEqual([])
})
