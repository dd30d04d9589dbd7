import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { strFromU8, unzipSync } from 'fflate'
import { consent } from '../../support/app/test-app.ts'
import { openConsole } from '../../support/browser/console.ts'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

/** A consent as the widget sends it, to the notice that this server shows. */
async function give(server: TestServer) {
  const site = (await (await fetch(`${server.url}/v1/site`)).json()) as { policyVersion: string }
  const body = consent({ policyVersion: site.policyVersion })
  const answer = await fetch(`${server.url}/v1/consents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(201)
  return body
}

test('CR-10 CR-11 an inspector who wants proof for one consent and the folder of a quarter gets both, in under a minute of clicks', async ({
  page,
  server,
  requestedUrls,
}, testInfo) => {
  const given = await give(server)
  await openConsole(page, server)
  const begun = Date.now()

  await test.step('the consent is found by its number, and told in words', async () => {
    await page.getByRole('link', { name: 'Дәлелдер' }).click()
    await page.getByLabel('Келісім нөмірі').fill('жоқ')
    await page.getByRole('button', { name: 'Табу' }).click()
    await expect(page.getByText('Нөмір мына үлгіде болады').first()).toBeVisible()
    await page.getByLabel('Келісім нөмірі').fill(` ${given.id.toUpperCase()} `)
    await page.getByRole('button', { name: 'Табу' }).click()
    await expect(page.getByRole('row', { name: 'Келісім берілді' })).toContainText('статистика')
    await expect(page).toHaveURL(`${server.url}/admin/proof/${given.id}`)
  })

  await test.step('its proof is saved as a file that names nobody', async () => {
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Дәлелді сақтау' }).click()
    const text = readFileSync(await (await saved).path(), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ schema: 'kelisim-proof-1', record: { id: given.id } })
    expect(text).not.toContain(given.secret)
  })

  // At the site it may be tomorrow already.
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Almaty' }).format(Date.now())
  const zip = testInfo.outputPath('folder.zip')
  await test.step('the folder is made with one button, and waits for who comes back', async () => {
    await page.getByLabel('Басы').fill(`${today.slice(0, 4)}-01-01`)
    await page.getByLabel('Соңы').fill('2025-01-01')
    await page.getByRole('button', { name: 'Буманы жасау' }).click()
    await expect(page.getByText('Соңғы күн бірінші күннен бұрын.').first()).toBeVisible()
    await page.getByLabel('Соңы').fill(today)
    await page.getByRole('button', { name: 'Буманы жасау' }).click()
    await expect(page.getByRole('heading', { name: 'Бума дайын' })).toBeVisible()
    await page.reload()
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Буманы жүктеп алу' }).click()
    writeFileSync(zip, readFileSync(await (await saved).path()))
  })

  await test.step('the ledger is checked while one waits', async () => {
    await page.getByRole('button', { name: 'Қазір тексеру' }).click()
    await expect(page.getByText('Тізбек бүтін')).toBeVisible({ timeout: 20_000 })
  })
  expect(Date.now() - begun).toBeLessThan(60_000)
  expect(requestedUrls.filter((url) => new URL(url).origin !== server.origin)).toEqual([])

  await test.step('the screen is without barriers, in three languages and on a phone', async () => {
    await expectNoBarriers(page, 'proof')
    for (const [language, heading] of [
      ['Русский', 'Доказательства'],
      ['English', 'Proof'],
      ['Қазақша', 'Дәлелдер'],
    ] as const) {
      await page.getByRole('button', { name: language }).click()
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    }
    await page.setViewportSize({ width: 360, height: 740 })
    await expectNoBarriers(page, 'proof, on a phone')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })

  await test.step('the inspector opens the folder without the school’s server, and all of it holds', async () => {
    const files = unzipSync(readFileSync(zip))
    const folder = testInfo.outputPath('folder')
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    expect(strFromU8(files['consents.json'] ?? new Uint8Array())).toContain(given.id)
    await page.goto(pathToFileURL(join(folder, 'check.html')).href)
    await page.getByRole('button', { name: 'Қазақша' }).click()
    await page.getByLabel('Архивті таңдау').setInputFiles(zip)
    await expect(page.getByText('Бәрі дұрыс')).toBeVisible()
    await expect(page.locator('[data-check] li')).toHaveCount(0)
  })
})
