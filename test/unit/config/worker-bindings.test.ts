import { describe, expect, test } from 'vitest'
import { type Bindings, readSites } from '../../../server/worker/bindings.ts'
import { school, sitesOf } from '../../support/worker/visitor.ts'

const almaty = school('almaty')
const { host } = almaty
const sites = sitesOf(almaty)

describe('what is wrong with the bindings of a deployment', () => {
  const right = {
    ...{ SITE: { getByName: () => undefined }, ARCHIVE: {}, NODE_ENV: 'production' },
    ...{ KELISIM_SECRET: Buffer.alloc(32, 5).toString('base64'), KELISIM_SITES: sites },
  }
  const read = (changes: object) => () => readSites({ ...right, ...changes } as unknown as Bindings)

  test('is none where all is there, also with the sites as text', () => {
    expect([...read({})().keys()]).toEqual([host])
    expect([...read({ KELISIM_SITES: JSON.stringify(sites) })().keys()]).toEqual([host])
  })

  test('names the platform’s own that are missing with what else is wrong, at once', () => {
    const lacking = read({ SITE: undefined, ARCHIVE: undefined, KELISIM_SECRET: 'planted' })
    expect(lacking).toThrow(
      /^The deployment is not right:\n {2}SITE: .*\n {2}ARCHIVE: .*\n {2}KELISIM_SECRET: /,
    )
    expect(lacking).not.toThrow(/planted/)
  })

  test('is none where a site has a secret of its own, which wins over the derived one', () => {
    const own = Buffer.alloc(32, 6)
    const given = { [host]: own.toString('base64') }
    const derived = read({})().get(host)?.secrets.current
    for (const KELISIM_SITE_SECRETS of [given, JSON.stringify(given)])
      expect(read({ KELISIM_SITE_SECRETS })().get(host)?.secrets.current).toEqual(own)
    expect(derived).not.toEqual(own)
  })

  test('mail goes by the server that is named, else by the platform, else by nobody', () => {
    const EMAIL = { send: () => Promise.resolve() }
    const SMTP_URL = 'smtps://mail.almaty.kz:465'
    const sender = 'privacy@almaty.kz'
    const mailOf = (changes: object) => read(changes)().get(host)?.mail
    expect(mailOf({ EMAIL, SMTP_URL })).toEqual({ url: SMTP_URL, sender })
    expect(mailOf({ EMAIL })).toEqual({ email: EMAIL, sender })
    expect(mailOf({})).toBeUndefined()
  })
})
