import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { type SiteConfigInput, siteConfig } from '../../../server/config/site/site-config.ts'
import { findTagWarning } from '../../../server/config/site/tags-config.ts'
import { buildWidgetSite, writeWidgetSite } from '../../../server/domain/site/site.ts'
import { mayCount } from '../../../server/domain/visits/pages.ts'
import { readSiteConfig } from '../../../server/node/config/read-site-config.ts'
import { toPurposes } from '../../../widget/consent/gate/dialects.ts'

const parse = (site: Partial<SiteConfigInput> = {}) =>
  v.parse(siteConfig, { ...defaultSite, ...site })

test('TR-12: pages of staff and drafts are not counted by default, nor those on which nobody is asked', () => {
  const site = parse({ neverAsk: ['/children/*'] })
  for (const path of ['/admin/', '/wp-admin/post.php', '/preview/1', '/children/a'])
    expect(mayCount(path, site), path).toBe(false)
  for (const path of ['/', '/news', '/administration'])
    expect(mayCount(path, site), path).toBe(true)
  expect(mayCount('/', parse({ mode: 'no_consent' }))).toBe(false)
})

test('CB-17: what is written into the loader is worked out anew for each page, and costs nothing where it is not set', () => {
  const source = writeWidgetSite({ site: parse({ neverAsk: ['/x/*'] }), terms: [] }, false)
  const evaluate = (pathname: string) =>
    new Function('location', `return (${source})`)({ pathname }) as { ruled: unknown }
  expect(evaluate('/x/1').ruled).toEqual({ kind: 'refused', policyVersion: '', day: '' })
  expect(evaluate('/').ruled).toBe(false)
  expect(writeWidgetSite({ site: parse(), terms: [] }, false)).not.toMatch(/ruled|isGated|tags/)
  expect(
    buildWidgetSite({ site: parse({ mode: 'no_consent' }), terms: [] }, false).purposes,
  ).toEqual([])
})

test('TP-04, TP-05: a tag without a service that names its recipient stops the start with a remedy', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-tags-'))
  const path = join(folder, 'site.json')
  const tags = { google: { id: 'G-ABC1234567' }, yandex: { counter: 12345 } }
  writeFileSync(path, JSON.stringify({ ...defaultSite, tags }))
  await expect(readSiteConfig(path)).rejects.toThrow(
    /tags\.google: .*Add it.*\n.*tags\.yandex: .*yandex-metrica/,
  )
  rmSync(folder, { recursive: true })
  for (const wrong of [{ google: { id: 'UA-1' } }, { yandex: { counter: 'x' } }, { facebook: {} }])
    expect(v.safeParse(siteConfig, { ...defaultSite, tags: wrong }).success).toBe(false)
  expect(parse().tags).toEqual({})
})

test('TP-01: categories of other products become purposes of ours, and what is marketing none of them', () => {
  expect(toPurposes('Statistics, preferences')).toBe('analytics,functional')
  expect(toPurposes('C0002-C0003')).toBe('analytics,functional')
  expect(toPurposes('cookieyes-analytics')).toBe('analytics')
  expect(toPurposes('cookie_cat_statistic')).toBe('analytics')
  for (const word of [
    'marketing',
    'C0004',
    'C0005',
    'advertisement',
    'ads',
    '5',
    'constructor',
    '!analytics',
  ])
    expect(['necessary', 'functional', 'analytics', 'external'], word).not.toContain(
      toPurposes(word),
    )
})

test('TP-08: who configures tags is told at each start that no hash holds their scripts; who has none is told nothing', () => {
  const google = { id: 'G-ABC1234567', service: 'google-analytics' }
  const yandex = { counter: 12_345_678, service: 'yandex-metrica' }
  expect(findTagWarning({ tags: {} })).toBeUndefined()
  expect(findTagWarning({ tags: { google } })).toMatch(/googletagmanager\.com run.*integrity/)
  expect(findTagWarning({ tags: { google } })).not.toContain('yandex')
  expect(findTagWarning({ tags: { google, yandex } })).toMatch(
    /googletagmanager\.com and mc\.yandex/,
  )
})
