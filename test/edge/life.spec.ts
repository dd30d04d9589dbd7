import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { deriveSiteSecret } from '../../server/crypto/derive.ts'
import { findBanner } from '../support/banner.ts'
import { findForm, REFERENCE, type } from '../support/contact-form.ts'
import { findMyData } from '../support/my-data-panel.ts'
import { runOperatorCommand } from '../support/run-command.ts'
import { startWorkerSites, type WorkerSites } from '../support/worker-sites.ts'

// A visitor's whole way at the edge, the object taken out of memory in between; then the site restored on Node.

const HOST = '127.0.0.1'
const ALL = ['consent_records', 'consent_events', 'visits', 'messages', 'register_entries']

const readAll = async ({ query }: WorkerSites) =>
  Object.fromEntries(
    await Promise.all(ALL.map(async (name) => [name, await query(HOST, `select * from ${name}`)])),
  ) as Record<string, Record<string, unknown>[]>

test('CR-02 DS-05 RT-07 a visitor consents, is counted, writes, withdraws and is deleted; the object is evicted, and its backup is sound on Node', async ({
  page,
}) => {
  const sites = await startWorkerSites({ sites: { [HOST]: {} } })
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-life-'))
  try {
    const at = sites.url.origin
    await page.goto(`${at}/demo/`)
    const visit = page.waitForResponse((one) => one.url().endsWith('/v1/visits'))
    await findBanner(page).accept.click()
    expect((await visit).status()).toBe(202)

    await page.goto(`${at}/demo/contact.html`)
    const form = findForm(page)
    await expect(form.form).toHaveJSProperty('noValidate', true)
    await form.adult.check()
    await type(form)
    await form.consent.check()
    await form.send.click()
    await expect(form.status).toHaveText(REFERENCE)

    const before = await readAll(sites)
    expect(before.visits?.length).toBeGreaterThan(0)
    expect(before.messages).toHaveLength(1)
    expect(
      await sites.query(
        HOST,
        `select sum(count) as n from daily_counts where measure = 'visit' and dimension = 'all'`,
      ),
    ).toEqual([{ n: before.visits?.length }])
    await sites.evict(HOST)

    await page.goto(`${at}/demo/#kelisim-my-data`)
    const my = findMyData(page)
    await my
      .button(my.words.purposeWithdraw.replace('{purpose}', my.words.purposeAnalytics))
      .click()
    await expect(my.status).toHaveText(my.words.saidWithdrawn)
    await sites.evict(HOST)
    await my.enter('delete')
    await my.button(my.words.actDeleteYes).click()
    await expect.poll(async () => (await readAll(sites)).visits).toEqual([])
    await sites.evict(HOST)

    const after = await readAll(sites)
    expect(after.messages).toEqual(before.messages)
    expect(after.consent_events?.length).toBeGreaterThan(before.consent_events?.length ?? 0)
    const list = (await sites.readObject(`${HOST}/deletions.log`)).toString()
    const erased = before.consent_records?.find(({ surface }) => surface === 'banner')
    expect(list.match(/ consent (\S+)/g)).toEqual([` consent ${erased?.id}`])

    await restoreOnNode(sites, folder)
  } finally {
    await sites.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Has the object make its backup, and puts it back by the operator's own command. */
async function restoreOnNode(sites: WorkerSites, folder: string) {
  await sites.call(HOST, 'runAlarms', 1)
  const [name = ''] = (await sites.readArchive()).filter((key) => key.includes('/backups/'))
  expect(name).toMatch(/^127\.0\.0\.1\/backups\/kelisim-.*\.backup$/)
  const backup = join(folder, 'site.backup')
  const list = join(folder, 'deletions.log')
  writeFileSync(backup, await sites.readObject(name))
  writeFileSync(list, await sites.readObject(`${HOST}/deletions.log`))
  const secret = deriveSiteSecret(Buffer.from(sites.secret, 'base64'), HOST)
  const environment = {
    DATABASE_URL: `file:${join(folder, 'restored', 'kelisim.db')}`,
    KELISIM_SECRET: Buffer.from(secret).toString('base64'),
  }
  const restored = await runOperatorCommand('restore', [backup, '--deletions', list], environment)
  expect(restored, restored.output).toMatchObject({ code: 0 })
  expect(existsSync(join(folder, 'restored', 'kelisim.db'))).toBe(true)
  const verified = await runOperatorCommand('verify', [], environment)
  expect(verified, verified.output).toMatchObject({ code: 0 })
  expect(verified.output).toContain('Verified with the secret')
}
