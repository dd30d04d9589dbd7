import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import { test as base, expect } from '../../support/browser/fixtures.ts'
import { type Beacons, watchBeacons } from '../../support/choice/beacons.ts'
import { type Recorder, startRecorder } from '../../support/choice/recorder.ts'
import { can, savedLocally } from '../../support/choice/saved-choice.ts'
import { type HostPages, startHostPages } from '../../support/page/host-pages.ts'
import { addPolicyVersion } from '../../support/server/policy-folder.ts'
import type { HostedServer } from '../../support/server/server-host.ts'
import { findBanner } from '../../support/widget/banner.ts'

// What a visitor meets who chose before the school changed its policy or configuration: the same database, pages and
// browser, the server started anew in between.

const CHANGED = 'Деректерді өңдеу мақсаттары өзгерді. Қайта таңдаңыз.'
const SUMMARY = {
  kk: 'Жаңа алушы қосылды.',
  ru: 'Добавлен новый получатель.',
  en: 'A recipient was added.',
}
const VIDEO = {
  id: 'video',
  purpose: 'external',
  name: 'Video',
  provider: 'Video host',
  country: 'US',
  processor: PROCESSOR,
} as const
const SECRET = Buffer.alloc(32, 7).toString('base64')

/** A school whose server can be started anew with another configuration. */
interface School {
  readonly pages: HostPages
  readonly beacons: Beacons
  readonly recorder: Recorder
  readonly policies: string
  restart(site?: SiteConfigInput): Promise<void>
}

const test = base.extend<{ school: School }>({
  school: async ({ page, serverHost }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'kelisim-change-'))
    const policies = join(folder, 'policies')
    await mkdir(policies)
    let running: HostedServer | undefined
    const recorder = await startRecorder(() => running?.url ?? '')
    const pages = await startHostPages(() => recorder.url)
    const environment = {
      KELISIM_ORIGINS: `${pages.crossSite},${pages.sameSite}`,
      KELISIM_POLICIES: policies,
      KELISIM_SECRET: SECRET,
    }
    const restart = async (site?: SiteConfigInput) => {
      await running?.stop()
      running = await serverHost.serve({ folder, environment, ...(site && { site }) })
    }
    await restart()
    await use({ pages, beacons: watchBeacons(page, recorder), recorder, policies, restart })
    await Promise.all([recorder.close(), pages.close(), running?.stop()])
    await rm(folder, { recursive: true })
  },
})

/** Opens the page as a visitor does who comes back once caches are over: the loader is kept for five minutes. */
async function comeBack(page: Page, url: string) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  await page.goto('about:blank')
  await page.goto(url)
}

/** Accepts, leaves and returns what was saved: a server started anew would miss what a page tells meanwhile. */
async function acceptAndLeave(page: Page, beacons: Beacons) {
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
  await beacons.settle()
  const saved = await savedLocally(page)
  await beacons.leave()
  return saved
}

/** Accepts on a page, whose address it returns beside what was saved, and forgets what that page told. */
async function acceptFirst(page: Page, { pages, beacons }: School, site: 'crossSite' | 'sameSite') {
  const url = `${pages[site]}/pages/school-kk.html`
  await page.goto(url)
  const saved = await acceptAndLeave(page, beacons)
  beacons.clear()
  return { url, saved }
}

const visitsIn = (beacons: Beacons) => beacons.list().filter(({ path }) => path === '/v1/visits')

test('CB-12: after a material version the banner is back with the reason and what changed, and nothing runs until a new choice', async ({
  page,
  school,
}) => {
  const { url } = await acceptFirst(page, school, 'sameSite')
  addPolicyVersion(school.policies, {
    version: '2025-09-01',
    change: 'material',
    summary: SUMMARY,
  })
  // The last material change is told of, not what came after it.
  addPolicyVersion(school.policies, {
    version: '2025-10-01',
    change: 'editorial',
    summary: { kk: 'Қате түзетілді.', ru: 'Исправлена опечатка.', en: 'A typo was mended.' },
  })
  await school.restart()
  const { beacons } = school
  await comeBack(page, url)
  const banner = findBanner(page)
  await expect(banner.region).toContainText(CHANGED)
  await expect(banner.region).toContainText(SUMMARY.kk)
  await expect(banner.region).not.toContainText('Қате түзетілді.')
  expect(await can(page, 'analytics')).toBe(false)
  expect(await can(page, 'external')).toBe(false)
  await beacons.settle()
  expect(beacons.list().map(({ path }) => path)).toEqual(['/v1/policy'])
  const [asked] = beacons.list()
  expect(asked?.headers.cookie).toBeUndefined()
  expect(asked?.headers.referer ?? '').not.toContain('/pages/')
  await banner.accept.click()
  await beacons.waitFor('/v1/visits')
  await beacons.settle()
  // The old record is taken back, the new one stands for the version now in force.
  const given = beacons.list().find(({ path }) => path === '/v1/consents')
  expect(given).toMatchObject({ status: 201, body: { policyVersion: '2025-10-01' } })
  expect(beacons.list().filter(({ path }) => path.endsWith('/withdrawal'))).toHaveLength(1)
  await comeBack(page, url)
  await beacons.settle()
  await expect(banner.region).toHaveCount(0)
  expect(await can(page, 'analytics')).toBe(true)
})

test('CB-12: after an editorial version there is no banner, no question to the server, and visits go on', async ({
  page,
  school,
}) => {
  const { url, saved } = await acceptFirst(page, school, 'crossSite')
  addPolicyVersion(school.policies, {
    version: '2025-09-01',
    change: 'editorial',
    summary: SUMMARY,
  })
  await school.restart()
  const { beacons } = school
  await comeBack(page, url)
  await beacons.waitFor('/v1/visits')
  await beacons.settle()
  expect(visitsIn(beacons).map(({ status }) => status)).toEqual([202])
  expect(beacons.list().filter(({ path }) => path === '/v1/policy')).toEqual([])
  await expect(findBanner(page).region).toHaveCount(0)
  expect(await savedLocally(page)).toBe(saved)
})

test('TP-03: a service that is enabled asks again whoever granted, says so in the settings, and asks nobody again once it is gone', async ({
  page,
  school,
}) => {
  const { url } = await acceptFirst(page, school, 'sameSite')
  await school.restart({ ...defaultSite, services: [VIDEO] })
  const { beacons } = school
  await comeBack(page, url)
  const banner = findBanner(page)
  await expect(banner.region).toContainText(CHANGED)
  // The policy is the same: it has nothing to say of the change.
  await expect(banner.region).not.toContainText(SUMMARY.kk)
  expect(await can(page, 'external')).toBe(false)
  await beacons.settle()
  expect(visitsIn(beacons)).toEqual([])
  await banner.settings.click()
  await expect(banner.dialog).toContainText('Video host')
  await page.keyboard.press('Escape')
  await acceptAndLeave(page, beacons)
  beacons.clear()
  // Less than was agreed to needs no new answer.
  await school.restart()
  await comeBack(page, url)
  await beacons.waitFor('/v1/visits')
  await beacons.settle()
  await expect(banner.region).toHaveCount(0)
  expect(visitsIn(beacons).map(({ status }) => status)).toEqual([202])
})

test('CB-11: who refused is not asked again by a material version nor by a new service', async ({
  page,
  school,
}) => {
  const { beacons } = school
  const url = `${school.pages.sameSite}/pages/school-kk.html`
  await page.goto(url)
  await findBanner(page).reject.click()
  await beacons.waitFor('/v1/refusals')
  addPolicyVersion(school.policies, { version: '2025-09-01', change: 'material', summary: SUMMARY })
  await school.restart({ ...defaultSite, services: [VIDEO] })
  beacons.clear()
  await comeBack(page, url)
  await beacons.expectNone()
  await expect(findBanner(page).region).toHaveCount(0)
  expect(await can(page, 'external')).toBe(false)
})
