import { describe, expect, test } from 'vitest'
import { readDeployment } from '../../../server/config/deployment/read-deployment.ts'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { school, sitesOf } from '../../support/worker/visitor.ts'

const almaty = school('almaty')
const { host } = almaty
const sites = sitesOf(almaty)

describe('what is wrong with the variables of a deployment', () => {
  const right = {
    ...{ NODE_ENV: 'production', KELISIM_SITES: sites },
    KELISIM_SECRET: Buffer.alloc(32, 5).toString('base64'),
  }
  const read = (changes: object) => () =>
    readDeployment({ ...right, ...changes }, { hasMail: false, problems: [] })

  test('is none where all is there, also with the sites as text', () => {
    expect(read({})().map((one) => one.host)).toEqual([host])
    const asText = read({ KELISIM_SITES: JSON.stringify(sites) })
    expect(asText().map((one) => one.host)).toEqual([host])
  })

  test.each<readonly [string, object]>([
    ['KELISIM_SECRET', { KELISIM_SECRET: '' }],
    ['KELISIM_SECRET', { KELISIM_SECRET: 'planted' }],
    ['NODE_ENV', { NODE_ENV: 'planted' }],
    ['KELISIM_SITES', { KELISIM_SITES: undefined }],
    ['KELISIM_SITES', { KELISIM_SITES: '{"consent.almaty.kz": planted' }],
    ['KELISIM_SITES', { KELISIM_SITES: [] }],
    ['KELISIM_SITES', { KELISIM_SITES: {} }],
    ...['UPPER.kz', 'a.kz.', 'a.kz:8443', 'https://a.kz', 'a kz', 'мектеп.kz', '0x7f.1', ''].map(
      (name) => ['KELISIM_SITES', { KELISIM_SITES: { [name]: { config: almaty.site } } }] as const,
    ),
  ])('%s is named: %j', (name, changes) => {
    expect(read(changes)).toThrow(new RegExp(`^The deployment is not right:\n {2}${name}\\b`))
    expect(read(changes)).not.toThrow(/planted/)
  })

  test('is none where a site has a secret of its own', () => {
    const own = Buffer.alloc(32, 6)
    const given = { [host]: own.toString('base64') }
    for (const KELISIM_SITE_SECRETS of [given, JSON.stringify(given)])
      expect(read({ KELISIM_SITE_SECRETS })()[0]?.ownSecret).toEqual(own)
    expect(read({})()[0]?.ownSecret).toBeUndefined()
  })

  const two = { ...sites, ...sitesOf(school('taraz')) }
  const same = Buffer.alloc(32, 6).toString('base64')
  test.each<readonly [string, unknown]>([
    ['KELISIM_SITE_SECRETS: must be JSON', 'planted'],
    ['KELISIM_SITE_SECRETS: must be JSON', []],
    [`KELISIM_SITE_SECRETS ${host}: must be 32 bytes`, { [host]: 'planted' }],
    [`KELISIM_SITE_SECRETS ${host}: must be 32 bytes`, { [host]: 7 }],
    ['KELISIM_SITE_SECRETS (number 1): is of no host', { planted: same }],
    [
      "KELISIM_SITE_SECRETS consent.taraz.kz: is another site's too",
      { [host]: same, 'consent.taraz.kz': same },
    ],
  ])('%s: %j', (problem, KELISIM_SITE_SECRETS) => {
    const wrong = read({ KELISIM_SITE_SECRETS, KELISIM_SITES: two })
    expect(wrong).toThrow(problem)
    expect(wrong).not.toThrow(/planted/)
  })

  test.each(['production', 'Production', ' PRODUCTION '])('refuses placeholders as %j', (mode) => {
    const KELISIM_SITES = { [host]: { origins: ['https://school.example'], config: defaultSite } }
    const wrong = read({ NODE_ENV: mode, KELISIM_SITES })
    expect(wrong).toThrow(/consent\.almaty\.kz: operator\.bin: is a placeholder/)
    expect(wrong).toThrow(/consent\.almaty\.kz: KELISIM_ORIGINS: names an address of the examples/)
    expect(read({ NODE_ENV: mode, KELISIM_SITES: { [host]: {} } })).toThrow(`${host}: `)
  })

  test('is told with what is wrong with the platform, all of it at once', () => {
    const platform = { hasMail: false, problems: ['SITE: is missing'] }
    const lacking = () => readDeployment({ ...right, KELISIM_SITES: undefined }, platform)
    expect(lacking).toThrow(
      /^The deployment is not right:\n {2}SITE: is missing\n {2}KELISIM_SITES: /,
    )
    expect(() => readDeployment(right, platform)).toThrow('SITE: is missing')
  })

  test('is a sender that nobody has named, where the platform or a mail server sends', () => {
    const { operator, ...site } = almaty.site
    const config = { ...site, operator: { ...operator, contact: 'https://almaty.kz/contact' } }
    const KELISIM_SITES = { [host]: { config, origins: [almaty.page] } }
    const smtp = { SMTP_URL: 'smtps://mail.almaty.kz:465' }
    for (const [changes, hasMail] of [
      [{}, true],
      [smtp, false],
    ] as const)
      expect(() =>
        readDeployment({ ...right, ...changes, KELISIM_SITES }, { hasMail, problems: [] }),
      ).toThrow(`KELISIM_SITES ${host}: mail.from: needed`)
    expect(read({ KELISIM_SITES })()[0]?.sender).toBeUndefined()
    expect(read(smtp)()[0]?.sender).toBe('privacy@almaty.kz')
  })
})
