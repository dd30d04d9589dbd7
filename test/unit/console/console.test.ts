import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  formatDay,
  formatNumber,
  formatPeriod,
  formatShortDay,
} from '../../../server/console/parts/value/format.ts'
import { siteDay } from '../../../server/console/parts/value/site-time.ts'
import { labelEvery, roundScale } from '../../../server/console/statistics/chart/chart-scale.ts'
import { marksOf } from '../../../server/console/statistics/chart/day-marks.ts'
import {
  findPeriodProblem,
  lastDays,
  periodBefore,
  readPeriod,
} from '../../../server/console/statistics/period.ts'
import { toCsv } from '../../../server/console/statistics/table-csv.ts'
import { fill, fillCount } from '../../../server/console/text/fill.ts'

describe('texts of the console', () => {
  const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()
  /** A text that counts has a form for each kind of number. */
  const forms = (text: string) => text.split('|')
  const root = join(import.meta.dirname, '../../..')
  const folders = globSync('server/console/**/text/kk.ts', { cwd: root }).map(dirname)
  const read = async (folder: string, language: string): Promise<Record<string, string>> =>
    (await import(join(root, folder, `${language}.ts`)))[language]

  test('stand in a folder of each screen', () => expect(folders.length).toBeGreaterThan(1))

  test.each(folders.flatMap((folder) => ['ru', 'en'].map((language) => ({ folder, language }))))(
    'are complete in $folder in $language, with the same placeholders',
    async ({ folder, language }) => {
      const kazakh = await read(folder, 'kk')
      const texts = await read(folder, language)
      expect(Object.keys(texts).toSorted()).toEqual(Object.keys(kazakh).toSorted())
      for (const [key, text] of Object.entries(texts)) {
        expect(text, key).not.toBe('')
        for (const form of forms(text))
          expect(placeholders(form), key).toEqual(placeholders(kazakh[key] ?? ''))
        expect([1, language === 'ru' ? 3 : 2], key).toContain(forms(text).length)
      }
    },
  )

  test('glue no case suffix to a placeholder', async () => {
    for (const folder of folders)
      for (const text of Object.values(await read(folder, 'kk')))
        expect(text).not.toMatch(/\}[\p{L}-]/u)
  })

  test('are filled, and an unknown placeholder stays to be seen', () => {
    expect(fill('{n} of {m}', { n: 3 })).toBe('3 of {m}')
  })

  test.each([
    { language: 'ru', counts: ['1 день', '2 дня', '5 дней', '21 день', '0 дней'] },
    { language: 'en', counts: ['1 day', '2 days', '5 days', '21 days', '0 days'] },
    { language: 'kk', counts: ['1 күн', '2 күн', '5 күн', '21 күн', '0 күн'] },
  ] as const)('count in $language as people do', ({ language, counts }) => {
    const text = { ru: '{n} день|{n} дня|{n} дней', en: '{n} day|{n} days', kk: '{n} күн' }[
      language
    ]
    expect([1, 2, 5, 21, 0].map((n) => fillCount(text, n, language))).toEqual(counts)
  })
})

describe('days', () => {
  test('are written in Kazakh without the browser knowing Kazakh', () => {
    expect(formatDay('2026-10-05', 'kk')).toBe('5 қазан 2026 ж.')
    expect(formatShortDay('2026-10-05', 'kk')).toBe('5 қаз.')
    expect(formatPeriod({ from: '2026-10-24', to: '2026-11-22' }, 'kk')).toBe(
      '24 қазан – 22 қараша 2026 ж.',
    )
    expect(formatPeriod({ from: '2025-12-31', to: '2026-01-01' }, 'kk')).toBe(
      '31 желтоқсан 2025 ж. – 1 қаңтар 2026 ж.',
    )
    expect(formatPeriod({ from: '2026-01-01', to: '2026-01-01' }, 'kk')).toBe('1 қаңтар 2026 ж.')
  })

  test('stay the same day in every time zone', () => {
    expect(formatDay('2026-10-05', 'en')).toBe('5 October 2026')
    expect(formatDay('2026-10-05', 'ru')).toBe('5 октября 2026 г.')
  })

  test('today is the day at the site, not where the reader is and not that of UTC', () => {
    const at = (iso: string) => siteDay(Date.parse(iso), 'Asia/Almaty')
    expect(at('2026-10-05T18:59:59.999Z')).toBe('2026-10-05')
    expect(at('2026-10-05T19:00:00Z')).toBe('2026-10-06')
    expect(siteDay(Date.parse('2026-10-05T05:00:00Z'), 'America/Los_Angeles')).toBe('2026-10-04')
  })
})

test('numbers have their thousands apart', () => {
  expect(formatNumber(1308, 'kk')).toMatch(/^1\s308$/)
  expect(formatNumber(1308, 'en')).toBe('1,308')
})

describe('the period', () => {
  test('of the last days includes today', () => {
    expect(lastDays(7, '2026-03-03')).toEqual({ from: '2026-02-25', to: '2026-03-03' })
  })

  test.each([
    { from: '', to: '2026-10-01', problem: 'missing' },
    { from: '2026-10-02', to: '2026-10-01', problem: 'reversed' },
    { from: '2024-01-01', to: '2026-10-01', problem: 'long' },
    { from: '2026-10-01', to: '2026-10-01', problem: undefined },
    { from: '2024-10-01', to: '2026-11-01', problem: undefined },
  ])('$from to $to has the problem $problem', ({ problem, ...period }) => {
    expect(findPeriodProblem(period)).toBe(problem)
  })
})

describe('the period of an address', () => {
  const read = (query: string) => readPeriod(new URLSearchParams(query), '2026-11-30')

  test('is four weeks without a word, a number of days, or a first and a last day', () => {
    expect(read('')).toEqual({ chosen: 28, period: { from: '2026-11-03', to: '2026-11-30' } })
    expect(read('days=7').period).toEqual({ from: '2026-11-24', to: '2026-11-30' })
    expect(read('from=2026-02-01&to=2026-02-28')).toEqual({
      ...{ chosen: 'custom', period: { from: '2026-02-01', to: '2026-02-28' } },
    })
  })

  test.each([
    'days=12',
    'days=-7',
    'from=2026-02-30&to=2026-03-01',
    'from=2026-03-02&to=2026-03-01',
    'from=2020-01-01&to=2026-03-01',
    'from=x&to=',
    'from=2026-03-02',
  ])('that is none is never asked for: %s', (query) => {
    expect(read(query).period).toEqual(read('').period)
  })

  test('lies beside the one before, of the same length, without a day in both', () => {
    expect(periodBefore({ from: '2026-11-03', to: '2026-11-30' })).toEqual({
      ...{ from: '2026-10-06', to: '2026-11-02' },
    })
    expect(periodBefore({ from: '2026-03-01', to: '2026-03-01' })).toEqual({
      ...{ from: '2026-02-28', to: '2026-02-28' },
    })
  })
})

test('a chart marks the versions of the policy that came into force in its days, and no others', () => {
  const figures = { consents: 0, refusals: 0, consentRate: null }
  const versions = ['2025-08-01', '2026-11-02', '2026-11-02.1', '2027-01-01']
  const result = {
    policyVersions: versions.map((policyVersion) => ({ policyVersion, ...figures })),
    days: ['2026-11-01', '2026-11-02'].map((day) => ({ day, visits: 0, ...figures })),
  }
  expect(marksOf(result)).toEqual([
    { day: '2026-11-02', version: '2026-11-02' },
    { day: '2026-11-02', version: '2026-11-02.1' },
  ])
})

describe('a saved table', () => {
  test('withholds what the screen withholds', () => {
    expect(toCsv([['kk', null, 'hidden', 7]])).toBe('\uFEFFkk,<5,hidden,7\r\n')
  })

  test('SE-09 runs nothing in a spreadsheet, and keeps commas, quotes and lines in their cell', () => {
    expect(toCsv([['=1+1', '@x', '-2', '+3', '\t=4']])).toBe("\uFEFF'=1+1,'@x,'-2,'+3,'\t=4\r\n")
    expect(toCsv([['a,b', 'say "x"', 'two\nlines']])).toBe(
      '\uFEFF"a,b","say ""x""","two\nlines"\r\n',
    )
  })
})

describe('the scale of the chart', () => {
  test.each([
    { highest: 0, lines: 3, wanted: { top: 6, step: 2 } },
    { highest: 5, lines: 2, wanted: { top: 5, step: 5 } },
    { highest: 37, lines: 2, wanted: { top: 40, step: 20 } },
    { highest: 101, lines: 3, wanted: { top: 150, step: 50 } },
    { highest: 9_999, lines: 3, wanted: { top: 10_000, step: 5_000 } },
  ])('goes over $highest in at most $lines steps', ({ highest, lines, wanted }) => {
    expect(roundScale(highest, lines)).toEqual(wanted)
  })

  test('leaves out labels that would overlap', () => {
    expect(labelEvery(100, 64)).toBe(1)
    expect(labelEvery(10, 64)).toBe(7)
  })
})
