import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { logPage } from '../../support/page/page-log.ts'
import { expectNoBarriers, expectNoBarriersAnywhere } from '../../support/widget/barriers.ts'
import { readContrasts } from '../../support/widget/computed-style.ts'
import { languages, openPanels, panelSite, themes } from '../../support/widget/panels.ts'

// Everyone can choose: without sight, with large letters, in the dark.

const PHONE = { width: 360, height: 740 }
const DESK = { width: 1280, height: 800 }

/** The first on a phone in light, the second on a desk in dark, then the other way round. */
const drawAs = async (page: Page, index: number) => {
  const isCrossed = index % 4 > 1
  await page.emulateMedia({ colorScheme: (index % 2 === 0) === isCrossed ? 'dark' : 'light' })
  await page.setViewportSize(index % 2 === 0 ? PHONE : DESK)
}

test.describe('on a page with everything', () => {
  test.use({ site: panelSite, actionTimeout: 10_000 })

  for (const language of languages) {
    test(`AX-03 AX-04 AX-05 AX-08 axe finds no barrier at any layer in ${language}, in either theme, from 320 to 1440 px`, async ({
      page,
      server,
      hostPages,
    }) => {
      const log = logPage(page)
      const panels = await openPanels(page, hostPages, language)
      const { banner, my, form } = panels
      const whole = page.locator('html')
      await expectNoBarriersAnywhere(whole, 'banner, placeholder, empty form, list of cookies')
      await form.locator('[type=submit]').click()
      const wrong = form.locator('[aria-invalid=true]')
      await expect(wrong).toHaveCount(5)
      for (const one of await wrong.all()) await expect(one).toHaveAccessibleDescription(/\S/)
      await expect(form.getByRole('alert').getByRole('link')).toHaveCount(5)
      for (const name of ['name', 'email'])
        await expect(form.locator(`[name=${name}]`)).toHaveAttribute('autocomplete', name)
      await expect(form.locator('[name=phone]')).toHaveAttribute('autocomplete', 'tel')
      await expectNoBarriersAnywhere(form, 'form with errors')

      await panels.openSettings()
      await expectNoBarriersAnywhere(banner.dialog, 'settings, everything open')
      await page.keyboard.press('Escape')

      await panels.openMyData()
      const { words } = my
      await expectNoBarriersAnywhere(my.dialog, 'my data, nothing held')
      await my.enter('find')
      await my.button(words.myShow).first().click()
      await expect(my.status).toHaveText(words.myErrors.replace('{n}', '2'))
      await expect(my.field(words.myReference)).toHaveAccessibleDescription(words.myRequired)
      await expect(my.field(words.myEmail)).toHaveAttribute('autocomplete', 'email')
      await expectNoBarriersAnywhere(my.dialog, 'my data, wrong fields')
      await panels.showMessage(server)
      await expectNoBarriersAnywhere(my.dialog, 'my data, question before deleting')
      await my.back.click()
      await my.enter('ask')
      await my.button(words.requestSend).click()
      await expectNoBarriersAnywhere(my.dialog, 'my data, wrong request')
      await my.back.click()
      await my.enter('stop')
      await my.button(words.actBlock).click()
      await expect(my.status).toHaveText(words.saidBlocked)
      await expectNoBarriersAnywhere(my.dialog, 'my data, block')
      await my.back.click()
      for (const fold of await my.dialog.locator('summary').all()) await fold.click()
      await expectNoBarriersAnywhere(my.dialog, 'my data, blocked, every fold open')
      await my.enter('delete')
      await my.button(words.actDeleteYes).click()
      await expect(my.status).toHaveText(/D-[A-Z0-9]{8}/)
      await expectNoBarriersAnywhere(my.dialog, 'my data, deleted')
      await page.keyboard.press('Escape')

      // A failure stays until it is dismissed; the other messages look the same.
      server.goOffline()
      await banner.accept.click()
      await expect(page.locator('#kelisim').getByRole('status')).toHaveText(/\S/)
      await expectNoBarriersAnywhere(page.locator('#kelisim'), 'message')
      server.goOnline()
      await page.goto(`${hostPages.crossSite}/pages/panels/panels.html?lang=${language}&unlinked`)
      const reopen = page.locator('html > [data-kelisim=settings]')
      await expect(reopen).toBeVisible()
      await expectNoBarriersAnywhere(whole, 'way back to the settings')
      expect(log).toEqual({ lines: [], uncaught: [] })
    })
  }

  test('AX-03 edges of buttons, fields and switches stand out in light and dark, and a switch says its state in words', async ({
    page,
    hostPages,
  }) => {
    const { banner, my, form, placeholder, openSettings, openMyData } = await openPanels(
      page,
      hostPages,
    )
    // Axe looks at letters alone (WCAG 1.4.11).
    const expectEdges = async (panel: Locator, least: number) => {
      const controls = panel.locator(
        'button:not([role=switch]),[role=switch] i,textarea,select,input:not([type=radio],[type=checkbox],[name=website])',
      )
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme })
        const all = await readContrasts(controls)
        expect(all.length).toBeGreaterThanOrEqual(least)
        for (const [index, { border }] of all.entries())
          expect(border, `${colorScheme}: ${controls.nth(index)}`).toBeGreaterThanOrEqual(3)
      }
    }
    await expectEdges(banner.region, 3)
    await expectEdges(placeholder, 2)
    await expectEdges(form, 5)
    await openSettings()
    await expectEdges(banner.dialog, 10)
    const states = await banner.dialog.getByRole('switch').allInnerTexts()
    expect(states).toEqual(['Қосулы', 'Өшірулі', 'Өшірулі', 'Өшірулі', 'Өшірулі', 'Өшірулі'])
    await page.keyboard.press('Escape')
    await openMyData()
    await my.enter('find')
    await expectEdges(my.dialog.locator('form'), 5)
  })
})

test('axe finds no barrier on the demo school', async ({ page, server }) => {
  const paths = ['news.html', '', 'contact.html', 'admissions.html', 'ru/', 'en/']
  for (const [index, path] of paths.entries()) {
    await drawAs(page, index)
    await page.goto(`${server.url}/demo/${path}`)
    await expect(page.locator('#kelisim').getByRole('region')).toBeVisible()
    await expectNoBarriers(page, `/demo/${path}`)
  }
})

/** One function writes all operations of the interface's page: eight of a hundred tell what axe has to say of them. */
const leaveSome = (page: Page) =>
  page.locator('section.operation').evaluateAll((all) => {
    for (const operation of all.slice(8)) operation.remove()
  })

for (const paths of [['/policy?lang=kk', '/policy?lang=ru', '/policy?lang=en'], ['/docs']]) {
  test(`PO-01 ${paths.join(', ')} can be read without JavaScript and have no barrier`, async ({
    browser,
    page,
    server,
  }) => {
    const plain = await browser.newContext({ javaScriptEnabled: false })
    const withoutScript = await plain.newPage()
    for (const [index, path] of paths.entries()) {
      await withoutScript.goto(server.url + path)
      const words = await withoutScript.locator('main').innerText()
      expect(words.length, path).toBeGreaterThan(1_000)
      await drawAs(page, index)
      await page.goto(server.url + path)
      expect(await page.locator('script').count(), 'a script on a page that needs none').toBe(0)
      await leaveSome(page)
      await expectNoBarriers(page, path)
    }
    expect(await plain.cookies()).toEqual([])
    await plain.close()
  })
}
