import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkDeployment, parseJsonc } from '../../../setup/worker/check-deployment.ts'
import { realSite } from '../../support/app/real-site.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const shipped = readFileSync(join(root, 'wrangler.jsonc'), 'utf8')
const sizes = { bytes: 1_500_000, gzipBytes: 500_000 }
const site = { origins: ['https://mektep.kz'], config: realSite }
const settings = parseJsonc(shipped) as Record<string, unknown>

/** What is wrong with the shipped file where this is changed. */
const problemsOf = (changes: object, own = sizes) =>
  checkDeployment(JSON.stringify({ ...settings, ...changes }), own).problems
const withSites = (sites: unknown, vars = {}) =>
  problemsOf({ vars: { KELISIM_SITES: sites, ...vars } })

describe('JSON with comments', () => {
  test('is read with what stands in strings left alone', () => {
    const text = `// first
    { /* a "quoted" comment, */ "url": "https://a.kz/*b*/", // "x": 1,
      "text": "say \\"//no\\", ,}",
      "list": [1, 2, /* last */ ], }`
    expect(parseJsonc(text)).toEqual({
      ...{ url: 'https://a.kz/*b*/', text: 'say "//no", ,}', list: [1, 2] },
    })
  })

  test('that is none is told without a word of it', () => {
    const { problems } = checkDeployment('{ "planted": ', sizes)
    expect(problems).toHaveLength(1)
    expect(problems.join()).not.toContain('planted')
  })
})

describe('what would be deployed', () => {
  test('is right as it is shipped, and says that the site is an example', () => {
    const { lines, problems } = checkDeployment(shipped, sizes)
    expect(problems).toEqual([])
    expect(lines.join('\n')).toContain('consent.school.example (the example')
  })

  test('is right with a site of one’s own, and names a site that no route leads to', () => {
    const vars = { KELISIM_SITES: { 'consent.mektep.kz': site } }
    const { lines, problems } = checkDeployment(JSON.stringify({ ...settings, vars }), sizes)
    expect(problems).toEqual([])
    expect(lines.join('\n')).toMatch(/Without a route +consent\.mektep\.kz/)
  })

  test('names every site that is wrong, as the Worker would', () => {
    const problems = withSites({
      'consent.mektep.kz': { ...site, config: { ...realSite, planted: 'value-planted' } },
      'Consent.kz': site,
      'consent.school.example': { config: {} },
    })
    expect(problems.join('\n')).toContain('KELISIM_SITES consent.mektep.kz: planted: ')
    expect(problems.join('\n')).toContain('KELISIM_SITES Consent.kz: ')
    expect(problems.join('\n')).toContain('KELISIM_SITES consent.school.example: ')
    expect(problems.join('\n')).not.toContain('value-planted')
  })

  test.each([
    ['no sites', { vars: {} }, 'KELISIM_SITES: '],
    ['no settings at all', { vars: undefined }, 'KELISIM_SITES: '],
    ['no bucket', { r2_buckets: [] }, 'ARCHIVE: '],
    ['no object', { durable_objects: undefined }, 'SITE: '],
    [
      'another class',
      { durable_objects: { bindings: [{ name: 'SITE', class_name: 'Other' }] } },
      'SITE: ',
    ],
    ['no SQLite', { migrations: [] }, 'migrations: '],
    ['another date', { compatibility_date: '2020-01-01' }, 'compatibility_date'],
    ['no flags', { compatibility_flags: undefined }, 'compatibility_date'],
  ])('names %s', (_, changes, name) => {
    expect(problemsOf(changes).join('\n')).toContain(name)
  })

  test('must hold no secret', () => {
    const secret = Buffer.alloc(32, 7).toString('base64')
    const problems = withSites({ 'consent.mektep.kz': site }, { KELISIM_SECRET: secret })
    expect(problems).toEqual([expect.stringMatching(/^KELISIM_SECRET: is a secret/)])
    expect(problems.join()).not.toContain(secret)
  })

  test('must not be larger than the platform takes', () => {
    expect(problemsOf({}, { ...sizes, gzipBytes: 800_001 }).join()).toContain('too large')
    expect(problemsOf({}, { ...sizes, gzipBytes: 600_000 })).toEqual([])
  })
})
