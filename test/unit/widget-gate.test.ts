import { describe, expect, it } from 'vitest'
import { findMistake } from '../../widget/consent/find-mistake.ts'
import { mustBeAwaited } from '../../widget/consent/scripts.ts'
import { hashTarget } from '../../widget/page/links.ts'

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
  ])('finds nothing wrong with %s as it should be', (_, right) => {
    expect(findMistake(right, OFFER)).toBe(undefined)
  })

  it.each([
    ['an unknown category', { ...markup, category: 'marketing' }, /necessary, analytics, external/],
    ['a script that runs anyway', { ...markup, type: null }, /add type="text\/plain"/],
    ['a module that runs anyway', { ...markup, type: 'module' }, /add type="text\/plain"/],
    ['a frame with src', { ...markup, tag: 'iframe', isWaiting: false }, /data-src instead of src/],
  ])('says how to put right %s', (_, wrong, remedy) => {
    expect(findMistake(wrong, OFFER)).toMatch(remedy)
  })
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
