import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { compareLooks, compareWithReference, readLook } from '../../support/widget/look.ts'
import { languages, openPanels, panelSite, sizes, themes } from '../../support/widget/panels.ts'

// What everyone sees looks as it was looked at and found good. `npm run test:e2e -- looks --update-snapshots` renews the
// references of test/e2e/looks; look at them, and at the panels themselves, before they are committed.

test.use({ site: panelSite })

const drawAs = async (
  page: Page,
  [width, height]: readonly [number, number],
  colorScheme: (typeof themes)[number],
) => {
  await page.emulateMedia({ colorScheme })
  if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height })
}
const isRenewed = () => ['all', 'changed'].includes(test.info().config.updateSnapshots)
const [, PHONE, , DESK] = sizes

test('the banner looks as before in kk, ru and en, from 320 to 1440 px, light and dark', async ({
  page,
  hostPages,
}) => {
  const differences: string[] = []
  for (const language of languages) {
    const { banner } = await openPanels(page, hostPages, language)
    for (const size of sizes) {
      for (const theme of themes) {
        await drawAs(page, size, theme)
        const name = `banner/${language}/${theme}-${size[0]}`
        differences.push(...(await compareWithReference(banner.region, name, isRenewed())))
      }
    }
  }
  expect(differences).toEqual([])
})

test('settings, my data, contact form and placeholder look as before on phone and desk', async ({
  page,
  hostPages,
}) => {
  const { banner, my, placeholder, form, openSettings, openMyData } = await openPanels(
    page,
    hostPages,
  )
  const differences: string[] = []
  for (const size of [PHONE, DESK]) {
    const compare = async (name: string, panel: typeof form) =>
      differences.push(...(await compareWithReference(panel, `${name}-${size[0]}`, isRenewed())))
    await drawAs(page, size, 'light')
    await compare('placeholder/kk/light', placeholder)
    await openSettings()
    for (const theme of themes) {
      await drawAs(page, size, theme)
      await compare(`settings/kk/${theme}`, banner.dialog)
    }
    await page.keyboard.press('Escape')
    await drawAs(page, size, 'light')
    await openMyData()
    await compare('my-data/kk/light', my.dialog)
    await page.keyboard.press('Escape')
  }
  // The banner would lie over it.
  await banner.reject.click()
  await page.locator('#kelisim').getByRole('button').click()
  for (const size of [PHONE, DESK]) {
    await drawAs(page, size, 'light')
    const name = `contact-form/kk/light-${size[0]}`
    differences.push(...(await compareWithReference(form, name, isRenewed())))
  }
  expect(differences).toEqual([])
})

const harmless = [
  '#kelisim *{letter-spacing:.1px!important;font-kerning:none!important}',
  '#kelisim p{font-size:1.01em!important}',
  '#kelisim{line-height:1.46!important}',
  '#kelisim button{font-weight:500!important}',
]
const harmful = [
  '#kelisim{--accent:#0b7a4b!important}',
  '#kelisim{--surface:#f2f4f7!important}',
  '#kelisim{--text:#667!important}',
  '#kelisim button:nth-child(2){color:#888!important}',
  '#kelisim button:nth-child(1){background:#0b5394!important;color:#fff!important}',
  '#kelisim button:nth-child(2){transform:translateX(12px)!important}',
  '#kelisim button:nth-child(2){transform:translateY(10px)!important}',
  '#kelisim button:nth-child(2){display:none!important}',
  '#kelisim p{font-size:.9em!important}',
]

test('a look survives letters of another cut, and no other colour, no other place', async ({
  page,
  hostPages,
}) => {
  const { banner } = await openPanels(page, hostPages)
  await drawAs(page, PHONE, 'light')
  const before = await readLook(banner.region)
  const compareWith = async (rule: string) => {
    // A selector that is stronger than the widget's own, in its layer.
    const css = `@layer kelisim{#kelisim${rule}}`
    await page.evaluate((text) => {
      const tried = new CSSStyleSheet()
      tried.replaceSync(text)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, tried]
      Object.assign(window, { tried })
    }, css)
    const after = await readLook(banner.region)
    await page.evaluate(() => {
      const { tried } = window as unknown as { tried: CSSStyleSheet }
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== tried)
    })
    return compareLooks(before, after)
  }
  for (const rule of harmless) expect(await compareWith(rule), rule).toEqual([])
  for (const rule of harmful) expect(await compareWith(rule), rule).not.toEqual([])
  expect(compareLooks(before, await readLook(banner.region))).toEqual([])
})
