import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { describeProblem } from '../../../server/config/describe-problem.ts'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { type SiteConfigInput, siteConfig } from '../../../server/config/site/site-config.ts'
import { writeWidgetSite } from '../../../server/domain/site/site.ts'
import { isListed, plainPath, readPageRules } from '../../../server/domain/visits/page-rules.ts'
import { mayCount, neverAskedOn, neverTrackedOn } from '../../../server/domain/visits/pages.ts'

const parse = (site: Partial<SiteConfigInput> = {}) =>
  v.parse(siteConfig, { ...defaultSite, ...site })

/** Source of a function, run as a page runs it. */
const run = (source = '() => false') =>
  new Function(`return ${source}`)() as (path: string) => boolean

/** Who decides by a list: the server for a visit, the loader for the banner, the tracker for a visit. All by the same rule. */
const readers: Readonly<Record<string, (rule: string, path: string) => boolean>> = {
  'the server': (rule, path) => !mayCount(path, parse({ neverTrack: [rule] })),
  'the server, of a page that asks nobody': (rule, path) =>
    !mayCount(path, parse({ neverAsk: [rule], neverTrack: [] })),
  'the tracker': (rule, path) => run(neverTrackedOn(parse({ neverTrack: [rule] })))(path),
  'the loader': (rule, pathname) => {
    const source = writeWidgetSite({ site: parse({ neverAsk: [rule] }), terms: [] }, false)
    return !!new Function('location', `return (${source}).ruled`)({ pathname })
  },
}

const CYRILLIC = '/%D0%B1%D0%B0%D0%BB%D0%B0%D0%BB%D0%B0%D1%80'

const same: readonly (readonly [rule: string, path: string])[] = [
  ['/children/*', '/children'],
  ['/children/*', '/children/trips/1'],
  ['/children', '/children/'],
  ['/children/', '/children'],
  ['/', '/'],
  ['/*', '/'],
  // As the address bar shows it, and as it is copied from there.
  ['/балалар/*', `${CYRILLIC}/a`],
  [`${CYRILLIC}/*`, `${CYRILLIC}/a`],
  [CYRILLIC.toLowerCase(), CYRILLIC],
  [`${CYRILLIC}/*`, '/балалар/a'],
  // Capitals, Kazakh and Turkic ones among them.
  ['/Балалар/*', `${CYRILLIC}/a`],
  ['/Children/*', '/cHILDREN/a'],
  ['/Әліппе', '/әліппе'],
  ['/ӘЛІППЕ/*', encodeURI('/әліппе/1')],
  ['/İlkokul/*', '/ilkokul/1'],
  ['/ılkokul/*', '/ILKOKUL/1'],
  ['/ΟΔΟΣ*', '/οδοσα'],
  // Accents in one character or two.
  ['/caf\u00e9/*', '/cafe\u0301/a'],
  ['/и\u0306ога', encodeURI('/йога')],
  // Slashes and dots.
  ['/children/*', '//children/a'],
  ['/children/*', '/children//a'],
  ['/children/*', '/children%2Fa'],
  ['/children/*', '/children%5Ca'],
  ['/children/*', '/./children/./a'],
  ['/children/*', '/x/%2e%2E/children/a'],
  ['/children//trips', '/children/trips'],
  // Percent sequences of any letter, and what is none.
  ['/children/*', '/%63hildren/a'],
  ['/%63hildren/*', '/children/a'],
  ['/children/*', '/children/%E4%E5%F2%E8'],
  ['/children/*', '/children/%'],
  ['/100%/*', '/100%/a'],
  ['/%E4%E5%F2%E8/*', '/%e4%e5%f2%e8/a'],
  ['/a%3Fb', '/a%3Fb'],
  // What an expression would take for itself.
  ['/kids (1)/*', '/kids%20(1)/a'],
  ['/a|b/*', '/a%7Cb/x'],
  ['/a[1]/*', '/a[1]/x'],
  ['/a[1]/*', '/a%5B1%5D/x'],
  ["/o'neil/*", "/o'neil/x"],
  ['/a+b/*', '/a+b/x'],
  ['/a+b', '/a%2Bb'],
  ['/{a}/$', '/%7Ba%7D/$'],
  // Stars.
  ['/a*', '/a'],
  ['/a*/b*/c', '/a1/x/b2/c'],
  ['/*/private/*', '/one/two/private'],
  ['/a%2Ab', '/a*b'],
]

const other: readonly (readonly [rule: string, path: string])[] = [
  ['/children/*', '/'],
  ['/children/*', '/childrens'],
  ['/children/*', '/news/children/'],
  ['/children', '/children/trips'],
  ['/', '/a'],
  ['/a.b', '/acb'],
  ['/a.b', '/a.b/c'],
  ['/a+b', '/a b'],
  ['/a+b', '/aab'],
  ['/a%2Ab', '/axb'],
  ['/a*/b*/c', '/a/c/b'],
  ['/ab*ba', '/aba'],
  ['/балалар/*', '/бала'],
  ['/и*', encodeURI('/йога')],
]

describe.each(Object.entries(readers))(
  'CB-17, TR-12: a list of pages, read by %s',
  (_, isMeant) => {
    test.each(same)('%s means %s', (rule, path) => {
      expect(isMeant(rule, path)).toBe(true)
    })

    test.each(other)('%s does not mean %s', (rule, path) => {
      expect(isMeant(rule, path)).toBe(false)
    })
  },
)

test('CB-17: a site that asks nobody asks on no page, whatever the path is', () => {
  const site = parse({ mode: 'no_consent' })
  for (const path of ['/', '/a', 'srcdoc', '']) {
    expect(run(neverAskedOn(site))(path)).toBe(true)
    expect(mayCount(path, site)).toBe(false)
  }
  expect(neverAskedOn(parse())).toBeUndefined()
})

describe('an entry that can mean no page stops the start', () => {
  const problemsOf = (entry: string) => {
    const site = { ...defaultSite, neverAsk: ['/fine', entry], neverTrack: [entry] }
    return (
      v
        .safeParse(siteConfig, site)
        .issues?.flatMap((issue) => describeProblem(issue, siteConfig)) ?? []
    )
  }

  test.each([
    ['children', /does not start with \//],
    ['*', /does not start with \//],
    ['', /does not start with \//],
    ['school.kz/children/', /does not start with \//],
    ['https://school.kz/children/', /whole address\. Write its path alone: \/children\/$/],
    ['HTTP://school.kz', /whole address\. Write its path alone: \/$/],
    ['//school.kz/children', /names a host/],
    ['\\\\school.kz\\children', /names a host/],
    ['/https://school.kz/children', /names a host/],
    ['/children?group=1', /query or fragment/],
    ['/children/#top', /query or fragment/],
    ['/chil\ndren', /line break/],
  ])('%j', (entry, words) => {
    const problems = problemsOf(entry)
    expect(problems).toHaveLength(2)
    expect(problems[0]).toMatch(/^neverAsk\.1: /)
    expect(problems[1]).toMatch(/^neverTrack\.0: /)
    for (const problem of problems) expect(problem).toMatch(words)
  })

  test('and one that is long because it is written in percent sequences does not', () => {
    expect(problemsOf(`/${'%D0%B1'.repeat(100)}/*`)).toEqual([])
  })
})

test('a path is judged alike however often it comes, and however many came between', () => {
  const site = parse({ neverTrack: ['/children/*'] })
  const paths = ['/children/7', '/news', ...Array.from({ length: 3000 }, (_, at) => `/page/${at}`)]
  const judge = () => paths.filter((path) => !mayCount(path, site))
  expect([judge(), judge(), judge()]).toEqual(Array(3).fill(['/children/7']))
  expect(mayCount('/children/7', parse({ neverTrack: [] }))).toBe(true)
})

test('a plain path is as it is, read again, whatever text it is made from', () => {
  const path = fc.array(fc.constantFrom(...'abİıIйé/\\.%2F5C*+ '), { maxLength: 40 })
  fc.assert(
    fc.property(path, (letters) => {
      const plain = plainPath(letters.join(''))
      expect(plain).toMatch(/^\//)
      // Percent sequences are read once: what they stood for may look like one.
      if (!plain.includes('%')) expect(plainPath(plain)).toBe(plain)
    }),
  )
})

test('a list is read in steps that grow with the path, not with the number of stars', () => {
  /** Counts what is looked at instead of the time it takes. */
  const stepsFor = (length: number, stars: number) => {
    let steps = 0
    const path = `/${'a'.repeat(length)}`
    const counting = new Proxy(Object(path), {
      get(target, key) {
        const value: unknown = Reflect.get(target, key)
        if (typeof value !== 'function') return key === 'length' ? path.length : value
        return (part: string, at = 0) => {
          const found: unknown = value.call(path, part, at)
          steps += key === 'indexOf' ? Number(found) - at + part.length : part.length
          return found
        }
      },
    }) as string
    const rules = readPageRules(`/${'a*'.repeat(stars)}b`)
    expect(isListed(counting, rules)).toBe(false)
    return steps
  }
  expect(stepsFor(1000, 100)).toBeLessThan(3000)
  expect(stepsFor(1000, 10)).toBeLessThan(3000)
})
