import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { parseTag } from '../../../widget/config.ts'
import { checkTag } from '../../../widget/ui/check-tag.ts'
import { positionOf, themeOf } from '../../../widget/ui/root/look.ts'

function parse(
  attributes: Record<string, string | undefined>,
  pageLanguage = '',
  browserLanguages: readonly string[] = [],
) {
  const said = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const tag = parseTag(attributes, [pageLanguage, ...browserLanguages])
  checkTag(tag)
  const { language, isTracked } = tag
  const config = { language, isTracked, theme: themeOf(tag), position: positionOf(tag) }
  const warnings = said.mock.calls.map(([line]) => String(line).replace('[kelisim] ', ''))
  said.mockRestore()
  return { config, warnings }
}

describe('the script tag', () => {
  it('needs no attribute', () => {
    expect(parse({})).toEqual({
      config: { language: 'kk', theme: 'auto', position: 'bottom', isTracked: true },
      warnings: [],
    })
  })

  it.each([
    ['the attribute before all else', 'en', 'ru', ['kk'], 'en'],
    ["the page's language before the browser's", undefined, 'ru-KZ', ['en-GB'], 'ru'],
    ["the browser's first known one", undefined, '', ['de', 'EN-us', 'ru'], 'en'],
    ['the browser, where the page speaks another', undefined, 'fr', ['ru'], 'ru'],
    ['Kazakh where nothing is known', undefined, '', ['de'], 'kk'],
    ['the attribute in any case', 'RU-ru', 'kk', ['kk'], 'ru'],
    ...['kz', 'kz-KZ', 'KZ_kz', 'kaz', 'qaz', 'qaz-Latn', 'kk-Cyrl-KZ', 'kk_KZ', 'KK'].flatMap(
      (tag) => [
        [`Kazakh on a page in "${tag}"`, undefined, tag, ['ru'], 'kk'] as const,
        [`Kazakh where the tag says "${tag}"`, tag, 'ru', ['ru'], 'kk'] as const,
        [`Kazakh in a browser that prefers "${tag}"`, undefined, '', [tag, 'ru'], 'kk'] as const,
      ],
    ),
    ['Russian on a page in "rus"', undefined, 'rus', ['en'], 'ru'],
    ...['ka', 'kab', 'kzz', 'qa', 'k', 'run', 'enm', 'кк'].map(
      (tag) =>
        [`nothing that only begins like one: "${tag}"`, undefined, tag, ['ru'], 'ru'] as const,
    ),
  ] as const)('speaks %s', (_, lang, page, browser, wanted) => {
    expect(parse({ lang }, page, browser).config.language).toBe(wanted)
  })

  it('says in one line what to write instead of a broken value, and uses the default', () => {
    const { config, warnings } = parse({ lang: 'kg', theme: 'dark' }, 'ru')
    expect(config).toMatchObject({ language: 'ru', theme: 'dark' })
    expect(warnings).toEqual(['data-lang="kg": write one of kk, ru, en. Using ru.'])
  })

  it('leaves the page untracked where data-visits is off or broken', () => {
    expect(parse({ visits: 'off' }).config.isTracked).toBe(false)
    expect(parse({ visits: 'no' }).config.isTracked).toBe(false)
    expect(parse({ visits: 'no' }).warnings).toHaveLength(1)
    expect(parse({ visits: 'on' }).config.isTracked).toBe(true)
  })

  it('makes one line of each value that it does not know, and none of others', () => {
    const known = {
      lang: ['kk', 'ru', 'en'],
      theme: ['auto', 'light', 'dark'],
      position: ['bottom', 'bottom-start', 'bottom-end', 'center'],
      visits: ['on', 'off'],
    }
    const value = fc.option(
      fc.oneof(fc.string(), fc.constantFrom(...Object.values(known).flat())),
      {
        nil: undefined,
      },
    )
    fc.assert(
      fc.property(
        fc.record({
          lang: value.filter((tag) => !/^(kz|[kq]az|rus|eng)$|[-_]/i.test(tag ?? '')),
          theme: value,
          position: value,
          visits: value,
        }),
        (attributes) => {
          const wrong = Object.entries(known).filter(([name, values]) => {
            const written = attributes[name as keyof typeof known]
            return written !== undefined && !values.includes(written)
          })
          expect(parse(attributes).warnings).toHaveLength(wrong.length)
        },
      ),
    )
  })
})
