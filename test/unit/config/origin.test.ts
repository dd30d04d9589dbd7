import { describe, expect, test } from 'vitest'
import { parseEnvironment } from '../../../server/config/environment.ts'

const originsOf = (text: string) => parseEnvironment({ KELISIM_ORIGINS: text }).KELISIM_ORIGINS

/** What a set-up that is refused is told. */
function problemOf(variables: Record<string, string>): string {
  try {
    parseEnvironment(variables)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return 'it was taken'
}

describe('origins are taken as browsers write them', () => {
  test.each([
    ['https://www.mektep.kz', 'https://www.mektep.kz'],
    ['https://www.mektep.kz:443', 'https://www.mektep.kz'],
    ['http://www.mektep.kz:80', 'http://www.mektep.kz'],
    ['https://www.mektep.kz:8443', 'https://www.mektep.kz:8443'],
    ['HTTPS://WWW.Mektep.KZ', 'https://www.mektep.kz'],
    ['https://www.mektep.kz/', 'https://www.mektep.kz'],
    ['https://www.mektep.kz.', 'https://www.mektep.kz'],
    ['https://www.mektep.kz.:443/', 'https://www.mektep.kz'],
    ['https://мектеп.қаз', 'https://xn--e1aaogsq.xn--80ao21a'],
    ['https://[2001:DB8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ])('%s is %s', (written, origin) => {
    expect(originsOf(written)).toEqual([origin])
    expect(originsOf(` https://a.kz ,${written}, `)).toEqual(['https://a.kz', origin])
  })
})

describe('what is no origin is refused with the setting and a sentence of its own, and without the value', () => {
  const wrong = [
    ['www.planted.kz', 'begun with https://'],
    ['ftp://www.planted.kz', 'begun with https://'],
    ['https://www.planted.kz/consent', 'without a path'],
    ['https://www.planted.kz/?a=1', 'without a path'],
    ['https://name:planted@mektep.kz', 'without a name or password'],
    ['https://*.planted.kz', 'without *'],
    ['*', 'without *'],
    ['null', 'null'],
    ['https://planted.kz https://b.kz', 'by a comma'],
    ['https://planted.kz;https://b.kz', 'by a comma'],
    ['"https://planted.kz"', 'quotation marks'],
    ['https://…', 'dots'],
    ['https://planted.kz:99999', 'an address such as'],
    ['https://plan..ted.kz', 'an address such as'],
  ] as const

  test.each(wrong)('%s', (written, words) => {
    const said = problemOf({ KELISIM_ORIGINS: `https://a.kz,${written}` })
    expect(said).toContain('KELISIM_ORIGINS: must be ')
    expect(said).toContain(words)
    expect(said).toContain('number 2 of the list')
    expect(said).not.toContain('planted')
    const own = problemOf({ KELISIM_URL: written })
    expect(own).toContain('KELISIM_URL: must be ')
    expect(own).toContain(words)
    expect(own).not.toContain('planted')
  })

  test('every wrong one is named at once', () => {
    const said = problemOf({
      KELISIM_ORIGINS: 'a.kz,https://b.kz,https://c.kz/x',
      KELISIM_URL: 'd',
    })
    for (const words of ['number 1', 'number 3', 'KELISIM_URL']) expect(said).toContain(words)
    expect(said).not.toContain('number 2')
  })
})

describe('KELISIM_URL', () => {
  test('is the origin, normalised; left out there is none', () => {
    const { KELISIM_URL } = parseEnvironment({ KELISIM_URL: ' https://Consent.Mektep.kz:443/ ' })
    expect(KELISIM_URL).toBe('https://consent.mektep.kz')
    expect(parseEnvironment({}).KELISIM_URL).toBeUndefined()
    expect(parseEnvironment({ KELISIM_URL: '' }).KELISIM_URL).toBeUndefined()
  })

  test('wants TLS, except on the machine itself', () => {
    expect(problemOf({ KELISIM_URL: 'http://consent.mektep.kz' })).toContain('console')
    const { KELISIM_URL } = parseEnvironment({ KELISIM_URL: 'http://localhost:8787' })
    expect(KELISIM_URL).toBe('http://localhost:8787')
  })
})
