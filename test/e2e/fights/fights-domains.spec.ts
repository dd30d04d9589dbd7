import type { BrowserContext, Page } from '@playwright/test'
import { PROCESSOR } from '../../support/app/processor.ts'
import { realSite } from '../../support/app/real-site.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { watchBeacons } from '../../support/choice/beacons.ts'
import { startRecorder } from '../../support/choice/recorder.ts'
import { can, readChoiceName, savedCookies } from '../../support/choice/saved-choice.ts'
import { expectAsked, forgetVisit, ran } from '../../support/page/gated-page.ts'
import { startHostPages } from '../../support/page/host-pages.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { startServer } from '../../support/server/start-server.ts'
import { findBanner } from '../../support/widget/banner.ts'

// A school's site on a subdomain, with cookies of the domain above it.

const site = {
  ...realSite,
  services: [
    {
      id: 'counter',
      purpose: 'analytics' as const,
      name: 'Counter',
      provider: 'Counter LLC',
      country: 'KZ',
      processor: PROCESSOR,
      cookies: [{ name: '_cnt_*', days: 30 }],
    },
  ],
}

/** Puts cookies as scripts do: each line is what they would write. */
const setCookies = (page: Page, lines: readonly string[]) =>
  page.evaluate((lines) => {
    for (const line of lines) {
      // biome-ignore lint/suspicious/noDocumentCookie: as a counter would
      document.cookie = line
    }
  }, lines)
const names = async (context: BrowserContext) =>
  (await context.cookies()).map(({ name }) => name).toSorted()

const DOMAINS = ['', '; Domain=www.school.localhost', '; Domain=school.localhost']
const PATHS = ['/', '/pages', '/pages/', '/pages/fights', '/pages/fights/']

test('CB-09 CB-11 cookies of a withdrawn purpose go from every parent domain and path, and an old duplicate of the choice brings no banner back', async ({
  page,
  context,
}) => {
  let address = ''
  const recorder = await startRecorder(() => address)
  const hostPages = await startHostPages(() => recorder.url)
  // Chromium finds every name below `localhost` on this machine.
  const origin = hostPages.sameSite.replace('127.0.0.1', 'www.school.localhost')
  const running = await startServer({ environment: { KELISIM_ORIGINS: origin }, site })
  address = running.url
  try {
    const log = logWhole(page)
    const beacons = watchBeacons(page, recorder)
    const banner = findBanner(page)
    const url = `${origin}/pages/fights/end-of-body.html`
    await page.goto(url)
    await expectAsked(page, beacons)
    await banner.accept.click()
    await beacons.waitFor('/v1/visits')
    const counters = DOMAINS.flatMap((domain, one) =>
      PATHS.map((path, other) => `_cnt_${one}${other}=1; Path=${path}${domain}`),
    )
    await setCookies(page, [...counters, 'school_session=1; Path=/; Domain=school.localhost'])
    const own = await readChoiceName(running)
    const all = counters.length + [own, 'school_session'].length
    await expect.poll(() => names(context)).toHaveLength(all)
    await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
    await banner.withdraw.click()
    await expect.poll(() => names(context)).toEqual([own, 'school_session'])
    expect(await can(page, 'analytics')).toBe(false)
    await forgetVisit(page, beacons)

    // Left by an older page for the domain above: it neither counts as a choice nor outlives the next one.
    const lastDay = new Date(Date.now() + 864e5).toISOString().slice(0, 10)
    const id = '01900000-0000-7000-8000-000000000000'
    for (const choose of ['accept', 'reject'] as const) {
      await page.goto(url)
      await setCookies(
        page,
        DOMAINS.map(
          (domain, index) =>
            `${own}=granted~2025-08-01~${lastDay}~${id}~analytics~ip~0000000${index}~1; Path=/pages${domain}; Max-Age=86400`,
        ),
      )
      await page.reload()
      await expect(banner.region).toBeVisible()
      await beacons.expectNone()
      expect(await ran(page)).toEqual([])
      await banner[choose].click()
      await beacons.settle()
      await expect.poll(() => savedCookies(context)).toHaveLength(1)
      const [value = ''] = await savedCookies(context)
      expect(value).toMatch(choose === 'accept' ? /^granted~/ : /^refused~/)
      expect(value).not.toContain(id)
      await page.reload()
      await beacons.settle()
      await expect(banner.region).toBeHidden()
      if (choose === 'accept') await expect.poll(() => ran(page)).toEqual(['analytics'])
      else expect(await ran(page)).toEqual([])
      await forgetVisit(page, beacons)
    }
    expect(log).toEqual(SILENT)
  } finally {
    await Promise.all([recorder.close(), hostPages.close(), running.stop()])
  }
})
