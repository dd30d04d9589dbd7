import { expect, test } from 'vitest'
import { comparePolicies } from '../../../server/domain/policy/policy-comparison.ts'
import { readPolicies } from '../../../server/policy/read-policies.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'

const compare = (before: string, after: string, limits?: Parameters<typeof comparePolicies>[1]) => {
  const since = buildPolicyVersion('2025-08-01', before)
  const version = buildPolicyVersion('2026-09-01', after)
  return comparePolicies({ since, version, language: 'kk' }, limits)
}
const LIMITS = { paragraphs: 100, words: 100, wordsInAll: 100, wordsOfAPair: 100 }

test('PO-03: a paragraph in other words is shown word by word, Kazakh and Russian words as wholes', () => {
  const { paragraphs, isWhole } = compare(
    '## 4. Мақсаттар\n\nДеректер 30 күн сақталады.\n\n- бірінші\n- екінші\n',
    '## 4. Мақсаттар\n\nДеректер 90 күн шифрланып сақталады.\n\n- бірінші\n- үшінші тармақ\n- екінші\n',
  )
  expect(isWhole).toBe(true)
  expect(paragraphs).toEqual([
    { kind: 'same', text: '4. Мақсаттар' },
    {
      kind: 'altered',
      runs: [
        { kind: 'same', text: 'Деректер ' },
        { kind: 'removed', text: '30' },
        { kind: 'added', text: '90' },
        { kind: 'same', text: ' күн ' },
        { kind: 'added', text: 'шифрланып ' },
        { kind: 'same', text: 'сақталады.' },
      ],
    },
    { kind: 'same', text: '• бірінші' },
    { kind: 'added', text: '• үшінші тармақ' },
    { kind: 'same', text: '• екінші' },
  ])
})

test('PO-03: another paragraph in its place is one that is gone and one that is new', () => {
  expect(compare('Ескі ереже туралы.\n', 'Мүлде басқа мәтін жазылды!\n').paragraphs).toEqual([
    { kind: 'removed', text: 'Ескі ереже туралы.' },
    { kind: 'added', text: 'Мүлде басқа мәтін жазылды!' },
  ])
})

test('PO-03: what differs more than may be looked at is told by paragraph, and beyond that as a whole; nothing is left out', () => {
  const long = (word: string) =>
    `${Array.from({ length: 60 }, (_, at) => `${word}${at % 7}`).join(' ')} соңы`
  const pairs = [long('а'), long('б')] as const
  expect(compare(pairs[0], pairs[1], LIMITS).paragraphs.map(({ kind }) => kind)).toEqual([
    ...['removed', 'added'],
  ])
  const altered = (words: number) =>
    compare('бір екі үш\n\nтөрт бес алты\n', 'бір екі он\n\nтөрт бес он\n', {
      ...LIMITS,
      wordsInAll: words,
    }).paragraphs.map(({ kind }) => kind)
  expect(altered(100)).toEqual(['altered', 'altered'])
  expect(altered(2)).toEqual(['altered', 'removed', 'added'])
  const lines = (word: string) => Array.from({ length: 80 }, (_, at) => `${word} ${at}`).join('\n')
  const whole = compare(lines('бұрын'), lines('енді'), { ...LIMITS, paragraphs: 50 })
  expect(whole.isWhole).toBe(false)
  expect(whole.paragraphs.map(({ kind }) => kind)).toEqual([
    ...Array(80).fill('removed'),
    ...Array(80).fill('added'),
  ])
})

test('PO-03: each translation of a policy compares with itself as the same, and with the longest one in bounded work', () => {
  const { current } = readPolicies()
  for (const language of ['kk', 'ru', 'en'] as const)
    expect(
      comparePolicies({ since: current, version: current, language }).paragraphs.every(
        ({ kind }) => kind === 'same',
      ),
    ).toBe(true)
  const words = (seed: number) =>
    Array.from(
      { length: 60_000 },
      (_, at) => `w${(at * seed) % 9973}${at % 40 === 0 ? '\n' : ''}`,
    ).join(' ')
  const { paragraphs } = compare(words(7), words(11))
  const text = paragraphs
    .flatMap((one) => (one.kind === 'altered' ? one.runs : [one]))
    .filter(({ kind }) => kind !== 'removed')
    .map((one) => one.text)
    .join(' ')
  expect(text.match(/w\d+/g)?.length).toBe(60_000)
})
