import type { Locator, Page } from '@playwright/test'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'
import type { Language } from '../../../server/contract/index.ts'
import { PROCESSOR } from '../app/processor.ts'
import { expect, type TestServer } from '../browser/fixtures.ts'
import type { HostPages } from '../page/host-pages.ts'
import { writeTo } from '../page/write-to-school.ts'
import { type Banner, findBanner } from './banner.ts'
import { findMyData, type MyDataPanel } from './my-data-panel.ts'

// Everything that the widget shows, on one page in one language, for tests of all of it.

/** A site with a foreign service, so that a placeholder and the list of cookies have content. */
export const panelSite: SiteConfigInput = {
  ...defaultSite,
  services: [
    {
      id: 'video',
      purpose: 'external',
      name: 'Бейне',
      provider: 'Video Ltd',
      country: 'US',
      processor: PROCESSOR,
      cookies: [{ name: '_vid_*', days: 30 }],
    },
  ],
}

export const languages = ['kk', 'ru', 'en'] as const
export const themes = ['light', 'dark'] as const
export const sizes = [
  [320, 640],
  [390, 844],
  [768, 1024],
  [1440, 900],
] as const

/** The page with all panels. */
export interface Panels {
  readonly banner: Banner
  readonly my: MyDataPanel
  readonly placeholder: Locator
  readonly form: Locator
  readonly cookies: Locator
  /** Opens the settings with a purpose switched on and every detail open. */
  openSettings(): Promise<void>
  openMyData(): Promise<void>
  /** Shows the data of a message in the open panel, and goes to the question before deleting. */
  showMessage(server: TestServer): Promise<void>
}

/** Opens the page and waits for banner, placeholder and form. */
export async function openPanels(
  page: Page,
  { crossSite }: HostPages,
  language: Language = 'kk',
): Promise<Panels> {
  await page.goto(`${crossSite}/pages/panels/panels.html?lang=${language}`)
  const banner = findBanner(page, language)
  const my = findMyData(page, language)
  const placeholder = page.locator('main > [role=group]')
  const form = page.locator('[data-kelisim=contact] form')
  await expect(banner.region).toBeVisible()
  await expect(placeholder).toBeVisible()
  await expect(form).toHaveJSProperty('noValidate', true)
  return {
    ...{ banner, my, placeholder, form },
    cookies: page.locator('[data-kelisim=cookies]'),
    async openSettings() {
      await banner.settings.click()
      await banner.dialog.getByRole('switch').first().click()
      for (const details of await banner.dialog.locator('summary').all()) await details.click()
    },
    async openMyData() {
      await page.locator('#links a').last().click()
      await expect(my.button(my.words.myOther)).toBeVisible()
    },
    async showMessage(server) {
      const { reference, code } = await writeTo(server, {
        name: 'Айгерім Ұзақбайқызы',
        email: 'aigerim.planted@example.kz',
      })
      await my.show(reference, code)
      await expect(my.fact(my.words.heldMessages)).toContainText(reference)
      await my.enter('delete')
      await expect(my.button(my.words.actDeleteYes)).toBeVisible()
    },
  }
}
