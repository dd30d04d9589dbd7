import type { Locator } from '@playwright/test'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { readGround } from '../../support/widget/computed-style.ts'
import { openPanels, panelSite, themes } from '../../support/widget/panels.ts'

// What scanners and tools for forced colours read of a button: its letters on its own ground, whatever lies behind it.

/** Each button at rest, under the pointer and with the focus. */
async function expectGrounds(panel: Locator, name: string) {
  const page = panel.page()
  const visible = panel.locator('button:visible')
  await expect(visible, name).not.toHaveCount(0)
  const buttons = await visible.all()
  for (const button of buttons) {
    const acts = {
      rest: () => page.mouse.move(0, 0),
      hover: () => button.hover(),
      focus: () => button.focus(),
    }
    for (const [state, act] of Object.entries(acts)) {
      await act()
      const { alpha, contrast } = await readGround(button)
      const told = `${name}, ${state}: ${await button.innerText()}`
      expect(alpha, told).toBe(255)
      expect(contrast, told).toBeGreaterThanOrEqual(4.5)
    }
  }
}

test.describe('on a page with everything', () => {
  test.use({ site: panelSite, actionTimeout: 10_000 })

  for (const theme of themes) {
    for (const forcedColors of ['none', 'active'] as const) {
      test(`AX-03 every button has a ground of its own on which its words can be read, in ${theme}, forced colours: ${forcedColors}`, async ({
        page,
        hostPages,
      }) => {
        await page.emulateMedia({ colorScheme: theme, forcedColors })
        const { banner, my, form, placeholder, ...panels } = await openPanels(page, hostPages)
        await expectGrounds(banner.region, 'banner')
        await expectGrounds(placeholder, 'placeholder')
        const [accept, reject] = [await readGround(banner.accept), await readGround(banner.reject)]
        expect(reject).toEqual(accept)
        await banner.accept.click()
        await expect(page.locator('#kelisim > div [role=status]')).toHaveText(/\S/)
        await panels.openMyData()
        await expect(my.button(my.words.actErase)).toBeVisible()
        await expectGrounds(my.dialog, 'my data')
        await my.enter('stop')
        await expectGrounds(my.dialog, 'my data, room')
        await page.keyboard.press('Escape')
        await page.keyboard.press('Escape')
        await page.locator('#links a').first().click()
        await expectGrounds(banner.dialog, 'settings')
        await page.keyboard.press('Escape')
        await expectGrounds(form, 'form')
      })
    }
  }
})

test.describe('where no content of others is on offer', () => {
  test.use({
    site: {
      ...defaultSite,
      purposes: [{ id: 'analytics', policyClause: '4.1(9)' }],
      services: [],
    },
  })

  test('CB-14 the first layer names no purpose that is not asked for', async ({
    page,
    hostPages,
  }) => {
    const said = { kk: 'үшінші тарап', ru: 'третьих сторон', en: 'third parties' }
    for (const [language, words] of Object.entries(said) as ['kk' | 'ru' | 'en', string][]) {
      await page.goto(`${hostPages.crossSite}/pages/school-${language}.html`)
      const { region } = findBanner(page, language)
      await expect(region).toBeVisible()
      await expect(region).not.toContainText(words)
    }
  })
})
