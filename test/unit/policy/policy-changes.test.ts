import { expect, it } from 'vitest'
import { buildPolicyChanges } from '../../../server/domain/policy/policy-changes.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'

const since = buildPolicyVersion('2025-08-01', 'one\ntwo\nthree\n')
const version = buildPolicyVersion('2026-09-01', 'one\n2\nthree\n')

it('lists what was removed and added, in reading order', () => {
  expect(buildPolicyChanges({ since, version, language: 'kk' })).toEqual([
    { kind: 'same', text: 'one\n' },
    { kind: 'removed', text: 'two\n' },
    { kind: 'added', text: '2\n' },
    { kind: 'same', text: 'three\n' },
  ])
})

it('says that a version does not differ from itself', () => {
  const changes = buildPolicyChanges({ since, version: since, language: 'en' })
  expect(changes.every(({ kind }) => kind === 'same')).toBe(true)
})

it('leads from the old text to the new one: nothing is lost', () => {
  const changes = buildPolicyChanges({ since, version, language: 'ru' })
  const without = (kind: string) =>
    changes
      .filter((change) => change.kind !== kind)
      .map(({ text }) => text)
      .join('')
  expect(without('added')).toBe(since.texts.ru.markdown)
  expect(without('removed')).toBe(version.texts.ru.markdown)
})
