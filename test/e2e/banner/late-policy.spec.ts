import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { can, savedCookies } from '../../support/choice/saved-choice.ts'
import { findBanner } from '../../support/widget/banner.ts'

// What keeps away all that comes after the banner: a page that forbids further scripts then, a network that is gone.

/** A page that forbids every further script as soon as there is a banner. */
const FORBIDS = `<!doctype html><html lang="kk"><head><meta charset="utf-8"><title>Мектеп</title>
<script src="{{server}}/widget.js" async></script>
<script>
new MutationObserver((_, observer) => {
  if (!document.querySelector('.kelisim-banner')) return
  observer.disconnect()
  const meta = document.createElement('meta')
  meta.httpEquiv = 'Content-Security-Policy'
  meta.content = "script-src 'none'"
  document.head.append(meta)
}).observe(document, { childList: true, subtree: true })
</script></head><body><h1>Мектеп</h1><a href="#kelisim-my-data">Деректерім</a></body></html>`

const said = (page: Page) => page.locator('#kelisim [role=status]')
const NOT_OPENED = 'Ашылмады. Бетті қайта жүктеңіз.'

for (const site of ['sameSite', 'crossSite'] as const) {
  test(`CB-06 on a page of ${site} that lets nothing more load a refusal is kept, and nobody is asked again`, async ({
    page,
    context,
    hostPages,
    beacons,
  }) => {
    hostPages.write(FORBIDS)
    const { region, reject } = findBanner(page)
    await page.goto(`${hostPages[site]}/written`)
    await reject.click()
    await expect(region).toBeHidden()
    await expect(said(page)).toHaveText('Таңдауыңыз сақталды.')
    const kept = await savedCookies(context)
    expect(kept).toEqual([expect.stringMatching(/^refused~2025-08-01~\d{4}-\d\d-\d\d$/)])
    expect(
      await page.evaluate(
        () => window.kelisim && 'choice' in window.kelisim && window.kelisim.choice?.kind,
      ),
    ).toBe('refused')
    expect(await can(page, 'analytics')).toBe(false)
    await page.reload()
    await beacons.expectNone()
    await expect(region).toBeHidden()
    expect(await savedCookies(context)).toEqual(kept)
    expect(await can(page, 'analytics')).toBe(false)
  })
}

test('where panels cannot load, a sentence says so; an acceptance that nothing can keep is not kept, and is asked for again', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  hostPages.write(FORBIDS)
  const { region, accept, settings, dialog } = findBanner(page)
  await page.goto(`${hostPages.crossSite}/written`)
  await settings.click()
  await expect(said(page)).toHaveText(NOT_OPENED)
  await expect(region).toBeVisible()
  await expect(dialog).toBeHidden()
  // Beside the banner, whose buttons it does not cover.
  for (const button of await region.getByRole('button').all()) await button.click({ trial: true })
  await page.locator('#kelisim').getByRole('button', { name: 'Жабу' }).click()
  await expect(said(page)).toHaveText('')
  await page.getByRole('link', { name: 'Деректерім' }).click()
  await expect(said(page)).toHaveText(NOT_OPENED)
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)

  await accept.click()
  await expect(said(page)).toHaveText('Таңдауыңыз серверде сақталмады. Аналитика өшірулі қалады.')
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  expect(await can(page, 'analytics')).toBe(false)
  await page.reload()
  await expect(region).toBeVisible()
  await beacons.expectNone()
  expect(server.requests.map(({ path }) => path).filter((path) => path.startsWith('/v1/'))).toEqual(
    [],
  )
})

test('where what keeps a choice is only late, a refusal is kept meanwhile, and counted once when that has come', async ({
  page,
  context,
  hostPages,
  beacons,
}) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/assets/consent-*.js', async (route) => {
    await held
    await route.continue()
  })
  const { region, reject } = findBanner(page)
  await page.goto(`${hostPages.crossSite}/pages/plain.html`)
  await reject.click()
  await expect(region).toBeHidden()
  const kept = await savedCookies(context)
  expect(kept).toEqual([expect.stringMatching(/^refused~/)])
  await beacons.expectNone()
  release()
  expect(await beacons.waitFor('/v1/refusals')).toMatchObject({ status: 202 })
  await beacons.settle()
  expect(beacons.list()).toHaveLength(1)
  expect(await savedCookies(context)).toEqual(kept)
})
