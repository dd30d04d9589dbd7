import { describe, expect, it } from 'vitest'
import { findMistake, isPlainText, nameOf } from '../../../widget/consent/find-mistake.ts'
import { mustBeAwaited } from '../../../widget/consent/gate/scripts.ts'
import { hashTarget } from '../../../widget/page/links.ts'

const OFFER = {
  purposes: ['necessary', 'analytics', 'external'],
  services: { metrica: 'analytics' },
}
const markup = {
  tag: 'script',
  type: 'text/plain',
  isWaiting: true,
  address: 'src',
  category: 'analytics',
}

describe('gated markup', () => {
  it.each([
    ['a script', markup],
    ['an inline script', { ...markup, isWaiting: false }],
    ['a frame', { ...markup, tag: 'iframe', type: null }],
    ['a script for two purposes', { ...markup, category: 'external, analytics' }],
    [
      'a service under its purpose among others',
      { ...markup, category: 'external,analytics', service: 'metrica' },
    ],
    [
      'a service that the site does not know',
      { ...markup, category: 'external', service: 'other' },
    ],
    ['an element of a name of the page’s own', { ...markup, tag: 'picture-box' }],
    ['another', { ...markup, tag: 'x-source' }],
    ['data that nobody runs', { ...markup, type: 'application/json' }],
    ['a type with a space before it', { ...markup, type: ' text/plain' }],
  ])('finds nothing wrong with %s as it should be', (_, right) => {
    expect(findMistake(right, OFFER)).toBe(undefined)
  })

  const wrong: readonly (readonly [string, Parameters<typeof findMistake>[0], RegExp])[] = [
    ['an unknown category', { ...markup, category: 'marketing' }, /necessary, analytics, external/],
    ['a script that runs anyway', { ...markup, type: null }, /add type="text\/plain"/],
    ['a module that runs anyway', { ...markup, type: 'module' }, /add type="text\/plain"/],
    [
      'one known category beside an unknown one',
      { ...markup, category: 'analytics,marketing' },
      /stays off: write one of necessary, analytics, external\./,
    ],
    [
      'a service under another purpose',
      { ...markup, category: 'external', service: 'metrica' },
      /its service metrica belongs to analytics\. Write data-category="analytics"\./,
    ],
    [
      'a script whose type is as browsers run it all the same',
      { ...markup, type: ' Text/JavaScript' },
      /add type="text\/plain"/,
    ],
    ...['picture', 'source', 'track'].map(
      (tag) => [`a <${tag}>`, { ...markup, tag, type: null }, /put it on the <img>/] as const,
    ),
    ['a frame with src', { ...markup, tag: 'iframe', isWaiting: false }, /data-src instead of src/],
  ]
  it.each(wrong)('says how to put right %s', (_, markup, remedy) => {
    expect(findMistake(markup, OFFER)).toMatch(remedy)
  })
})

describe('the type that holds a script back', () => {
  it.each([
    ['text/plain', true],
    [' Text/Plain', true],
    ['text/plain; charset=utf-8', true],
    ['text/javascript', false],
    ['x-text/plain', false],
    ['module', false],
    ['', false],
    [null, false],
  ])('%j: %s', (type, isHeld) => expect(isPlainText(type)).toBe(isHeld))
})

it('an element is named as its markup has it', () => {
  expect(nameOf('iframe', 'external')).toBe('<iframe data-category="external">')
  expect(nameOf('img')).toBe('<img data-category="">')
})

describe('the order of scripts', () => {
  const script = { isExternal: true, isAsync: false, isDeferred: false }

  it('lets what follows wait for an external script, unless that is async or deferred', () => {
    expect(mustBeAwaited(script)).toBe(true)
    expect(mustBeAwaited({ ...script, isExternal: false })).toBe(false)
    expect(mustBeAwaited({ ...script, isAsync: true })).toBe(false)
    expect(mustBeAwaited({ ...script, isDeferred: true })).toBe(false)
  })
})

describe('links', () => {
  it('ask for a panel by their fragment, and other fragments ask for nothing', () => {
    expect(hashTarget('#kelisim-settings')).toBe('settings')
    expect(hashTarget('#kelisim-my-data')).toBe('my-data')
    expect(hashTarget('#kelisim-withdraw')).toBe('withdraw')
    for (const href of [null, '', '#', '#settings', '#kelisim-', '#kelisim-contact', '/#kelisim-'])
      expect(hashTarget(href)).toBe(undefined)
  })
})
