import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPolicies } from '../../../server/policy/read-policies.ts'

const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'server', 'policy')

/** The approved texts. A change here means that a published text was changed: publish a new version instead. */
const SHA256 = {
  kk: '54415d55589b93a527be4e3fadb03b86513dbf108d42a79d9b30c203437603ac',
  ru: 'a6729be523275419816162a794ff6359d327b0308ffe9e925c44b0ec6942d0ab',
  en: '15222e4dcf093bd4e7d29dfdb0525073c4244f523ce0966f44631ddf2547b522',
}

describe('the policy versions shipped', () => {
  it('PO-01 have 2025-08-01 as the current one', () => {
    const { current, versions } = readPolicies()
    expect(current).toMatchObject({
      version: '2025-08-01',
      effectiveOn: '2025-08-01',
      change: 'material',
    })
    expect(versions[0]).toBe(current)
  })

  it('PO-02 PO-05 are the approved texts, by their SHA-256', () => {
    const policy = readPolicies().versions.find(({ version }) => version === '2025-08-01')
    const file = JSON.parse(readFileSync(join(SHIPPED, '2025-08-01/version.json'), 'utf8'))
    expect(file.sha256).toEqual(SHA256)
    for (const language of ['kk', 'ru', 'en'] as const) {
      expect(policy?.texts[language].sha256).toBe(SHA256[language])
      const bytes = readFileSync(join(SHIPPED, '2025-08-01', `${language}.md`))
      expect(Buffer.from(policy?.texts[language].markdown ?? '').equals(bytes)).toBe(true)
    }
  })
})

describe('a folder of policy versions', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kelisim-policy-'))
    publish('2025-08-01')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const publish = (version: string, facts: object = { version }) => {
    cpSync(join(SHIPPED, '2025-08-01'), join(folder, version), { recursive: true })
    const path = join(folder, version, 'version.json')
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...facts }))
  }

  it.each([
    ['kk.md', ' '],
    ['ru.md', 'слово'],
    ['en.md', '\n'],
  ])('PO-02 refuses %s once it was edited, and says which file and what to do', (name, text) => {
    appendFileSync(join(folder, '2025-08-01', name), text)
    expect(() => readPolicies(folder)).toThrow(
      new RegExp(
        `2025-08-01/${name} was changed after it was published.*Restore.*version of its own`,
      ),
    )
  })

  it('PO-02 refuses a version whose text is gone', () => {
    rmSync(join(folder, '2025-08-01/ru.md'))
    expect(() => readPolicies(folder)).toThrow(/ru\.md is missing.*restore the file/)
  })

  it('refuses a version that does not say whether it is material', () => {
    publish('2026-09-01', { version: '2026-09-01', change: undefined })
    expect(() => readPolicies(folder)).toThrow(/2026-09-01\/version\.json is wrong.*change/s)
  })

  it('refuses a version without version.json, one that is no JSON, and a folder of another name', () => {
    publish('2026-09-01', { version: '2026-09-02' })
    expect(() => readPolicies(folder)).toThrow(/Name its folder 2026-09-02/)
    writeFileSync(join(folder, '2026-09-01/version.json'), '{')
    expect(() => readPolicies(folder)).toThrow(/is not JSON/)
    rmSync(join(folder, '2026-09-01/version.json'))
    expect(() => readPolicies(folder)).toThrow(/version\.json is missing/)
  })

  it('PO-02 refuses a further folder that is not there, instead of going by the versions of the others', () => {
    expect(() => readPolicies(folder, join(folder, 'missing'))).toThrow(/missing/)
    expect(readPolicies(folder).current.version).toBe('2025-08-01')
  })

  it('refuses to be empty', () => {
    rmSync(join(folder, '2025-08-01'), { recursive: true })
    expect(() => readPolicies(folder)).toThrow(/no policy version/)
  })

  it('is read newest first, the tenth of a day after its ninth', () => {
    for (const version of ['2025-08-01.9', '2025-08-01.10', '2026-01-15']) publish(version)
    expect(readPolicies(folder).versions.map(({ version }) => version)).toEqual([
      '2026-01-15',
      '2025-08-01.10',
      '2025-08-01.9',
      '2025-08-01',
    ])
  })
})
