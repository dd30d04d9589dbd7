import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { deriveSiteSecret } from '../../server/crypto/derive.ts'
import { runOperatorCommand } from '../support/server/run-command.ts'
import { findBanner } from '../support/widget/banner.ts'
import { findForm, REFERENCE, type, typed } from '../support/widget/contact-form.ts'
import { findMyData } from '../support/widget/my-data-panel.ts'
import { readTrial, startWorkerDev, type WorkerDev } from '../support/worker/dev.ts'
import { startWorkerSites, type WorkerSites } from '../support/worker/sites.ts'

// A visitor's whole way at the edge, on what `npm run worker:dev` serves; then the site restored on Node.

const HOST = 'localhost'
const ALL = ['consent_records', 'consent_events', 'visits', 'messages']

const readAll = (keptIn: string) =>
  Object.fromEntries(ALL.map((name) => [name, readTrial(keptIn, `select * from ${name}`)]))

async function consentAndWrite(page: Page, at: string) {
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
}

async function withdraw(page: Page, at: string) {
  await page.goto(`${at}/demo/#kelisim-my-data`)
  const my = findMyData(page)
  await my.button(my.words.purposeWithdraw.replace('{purpose}', my.words.purposeAnalytics)).click()
  await expect(my.status).toHaveText(my.words.saidWithdrawn)
}

test('CR-02 DS-05 RT-07 on `npm run worker:dev` a visitor consents, is counted, writes, withdraws and is deleted; all of it outlives the process and the object, and its backup is sound on Node', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-life-'))
  const keptIn = join(folder, 'trial')
  const trials: WorkerDev[] = []
  const start = async (port?: string) => {
    const trial = await startWorkerDev(keptIn, port)
    trials.push(trial)
    return trial
  }
  const asked = new Set<string>()
  page.on('request', (request) => asked.add(new URL(request.url()).origin))
  try {
    const first = await start()
    await consentAndWrite(page, first.origin)
    const before = readAll(keptIn)
    expect(before.visits?.length).toBeGreaterThan(0)
    expect(before.messages).toHaveLength(1)
    const counted = `select sum(count) as n from daily_counts where measure = 'visit' and dimension = 'all'`
    expect(readTrial(keptIn, counted)).toEqual([{ n: before.visits?.length }])
    await first.stop()

    // The same trial on another day: nothing is made anew, and the browser's choice is still the server's.
    const again = await start(new URL(first.origin).port)
    await withdraw(page, again.origin)
    const my = findMyData(page)
    await my.enter('delete')
    await my.button(my.words.actDeleteYes).click()
    await expect.poll(() => readAll(keptIn).visits).toEqual([])
    await again.stop()
    expect([...asked]).toEqual([first.origin])
    for (const printed of [first.output(), again.output()])
      for (const unwanted of ['"level":"error"', ...Object.values(typed)])
        expect(printed).not.toContain(unwanted)

    await expectKept({ folder, keptIn, before })
  } finally {
    for (const trial of trials) await trial.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

interface Kept {
  readonly folder: string
  readonly keptIn: string
  readonly before: ReturnType<typeof readAll>
}

/** The same storage once more, in a runtime in which the test may evict the object. */
async function expectKept({ folder, keptIn, before }: Kept) {
  const sites = await startWorkerSites({
    folder: keptIn,
    sites: { [HOST]: {} },
    bindings: { KELISIM_SECRET: readFileSync(join(keptIn, 'secret'), 'utf8') },
  })
  try {
    const after = readAll(keptIn)
    expect(after.messages).toEqual(before.messages)
    expect(after.visits).toEqual([])
    expect(after.consent_events?.length).toBeGreaterThan(before.consent_events?.length ?? 0)
    expect((await sites.send(HOST, '/health/ready')).status).toBe(200)
    await sites.evict(HOST)
    expect((await sites.send(HOST, '/health/ready')).status).toBe(200)
    expect(readAll(keptIn)).toEqual(after)
    const list = (await sites.readObject(`${HOST}/deletions.log`)).toString()
    const erased = before.consent_records?.find(({ surface }) => surface === 'banner')
    expect(list.match(/ consent (\S+)/g)).toEqual([` consent ${erased?.id}`])
    await restoreOnNode(sites, folder)
  } finally {
    await sites.stop()
  }
}
/** Has the object make its backup, and puts it back by the operator's own command. */
async function restoreOnNode(sites: WorkerSites, folder: string) {
  await sites.call(HOST, 'runAlarms', 1)
  const [name = ''] = (await sites.readArchive()).filter((key) => key.includes('/backups/'))
  expect(name).toMatch(/^localhost\/backups\/kelisim-.*\.backup$/)
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
