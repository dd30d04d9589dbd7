import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { buildFolder } from '../../../server/domain/folder/build-folder.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { openLedgerSnapshot } from '../../../server/store/sqlite/ledger/read-ledger.ts'
import { consent, openTestApp } from '../../support/app/test-app.ts'
import { findCheckScript } from '../../support/browser/check-script.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { forgeFolder } from '../../support/browser/forged-folder.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

/** A folder as a school hands it over, unpacked as an inspector does. */
async function unpack(folder: string) {
  const server = await openTestApp()
  try {
    for (const _ of [1, 2, 3]) {
      await server.post('/v1/consents', consent())
      await sealLedger(server.deps)
    }
    const { archive } = await buildFolder(
      {
        ...{ ...server.deps, checkScript: findCheckScript() },
        openLedger: () => openLedgerSnapshot(server.databaseFile),
      },
      { from: '2026-01-01', to: '2026-03-31', timeZone: 'Asia/Almaty' },
    )
    const files = unzipSync(archive)
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    return { archive, files }
  } finally {
    await server.close()
  }
}

/** What the page says is wrong, once it says exactly this. */
const expectWrong = (page: Page, wrong: readonly string[]) =>
  expect(page.locator('[data-check] li')).toHaveText([...wrong])

test('CR-10 an inspector checks the folder in a browser without a network: it holds, and one changed letter is found by its file', async ({
  page,
  context,
}, testInfo) => {
  const folder = testInfo.outputPath('folder')
  mkdirSync(folder, { recursive: true })
  const { archive, files } = await unpack(folder)
  const zip = testInfo.outputPath('inspector.zip')
  writeFileSync(zip, archive)
  await context.setOffline(true)
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(pathToFileURL(join(folder, 'check.html')).href)
  await page.getByRole('button', { name: 'English' }).click()

  await test.step('the archive and the unpacked folder hold', async () => {
    await page.getByLabel('Choose the archive').setInputFiles(zip)
    await expectWrong(page, [])
    await expect(page.getByText('All is right')).toBeVisible()
    await expect(page.getByText('Consent records are as they were sealed (3)')).toBeVisible()
    await expect(page.locator('dd').last()).toContainText(forgeFolder(files).kid)
    await expect(page.locator('dd').last()).toContainText('/.well-known/jwks.json')
    await page.getByLabel('Choose the folder').setInputFiles(folder)
    await expect(page.getByText('All is right')).toBeVisible()
    await expectWrong(page, [])
  })

  await test.step('it is read with a keyboard and a screen reader, in Kazakh first and in Russian, on a phone', async () => {
    await expectNoBarriers(page, 'main')
    await page.setViewportSize({ width: 360, height: 640 })
    await page.getByRole('button', { name: 'Қазақша' }).click()
    await expect(page.getByText('Бәрі дұрыс')).toBeVisible()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(360)
    await page.getByRole('button', { name: 'English' }).click()
  })

  const consents = join(folder, 'consents.json')
  await test.step('a consent that is changed is named, with its number', async () => {
    const text = readFileSync(consents, 'utf8')
    writeFileSync(consents, text.replace('"language":"kk"', '"language":"ru"'))
    await page.getByLabel('Choose the folder').setInputFiles(folder)
    await expect(page.getByText('The folder is not right')).toBeVisible()
    await expectWrong(page, ['≠ consents.json', 'consents.json: 1'])
    writeFileSync(consents, text)
  })

  await test.step('a line that is left out and a file that is added are named', async () => {
    const whole = JSON.parse(readFileSync(consents, 'utf8'))
    const changed = {
      ...files,
      'more.txt': strToU8('x'),
      'consents.json': strToU8(JSON.stringify(whole.slice(1))),
    }
    writeFileSync(zip, zipSync(changed))
    await page.getByLabel('Choose the archive').setInputFiles(zip)
    await expect(page.getByText('The folder is not right')).toBeVisible()
    await expectWrong(page, ['≠ consents.json', '+ more.txt', '− consents.json: 1'])
  })

  await test.step('a list that another has signed is not the school’s', async () => {
    const signature = new TextDecoder().decode(files['manifest.jws'])
    const [head, , end] = signature.split('.')
    const other = Buffer.from('{"schema":"kelisim-folder-1","files":{}}').toString('base64url')
    writeFileSync(zip, zipSync({ ...files, 'manifest.jws': strToU8(`${head}.${other}.${end}`) }))
    await page.getByLabel('Choose the archive').setInputFiles(zip)
    await expect(page.getByText('The folder is not right')).toBeVisible()
    await expect(page.locator('[data-check=signature] li')).toHaveText('≠ manifest.jws')
  })

  await test.step('another key under the name of the school’s is refused, and its name is not shown as the signer’s', async () => {
    const { forged, kid } = forgeFolder(files)
    writeFileSync(zip, zipSync(forged))
    await page.getByLabel('Choose the archive').setInputFiles(zip)
    await expect(page.getByText('The folder is not right')).toBeVisible()
    await expect(page.locator('[data-check=keys] li')).toHaveText(`≠ keys.json: ${kid}`)
    await expect(page.locator('[data-check=signature] li')).toHaveText('≠ manifest.jws')
    await expect(page.locator('[data-check=chain] li')).toHaveCount(3)
    await expect(page.getByText('No key has verified a signature.')).toBeVisible()
    await expect(page.locator('dl')).not.toContainText(kid)
  })

  await test.step('what is no archive is said to be none', async () => {
    writeFileSync(zip, 'no archive')
    await page.getByLabel('Choose the archive').setInputFiles(zip)
    await expect(page.getByText('the archive is damaged')).toBeVisible()
  })
  expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('blob:'))).toEqual([])
})
