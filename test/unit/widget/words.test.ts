import { expect, test } from 'vitest'
import { fill } from '../../../widget/ui/placeholder/fill.ts'
import { countryIn, daysIn } from '../../../widget/ui/words.ts'

test('fills each place by its name and leaves an unknown one', () => {
  expect(fill('{a} and {b}, {a}: {c}', { a: '1', b: '2' })).toBe('1 and 2, 1: {c}')
})

test('takes no place out of a value', () => {
  expect(fill('{operator}', { operator: '{bin}', bin: '1' })).toBe('{bin}')
})

test('counts days in Kazakh, which has one form', () => {
  expect([1, 2, 180].map((days) => daysIn('kk', days))).toEqual(['1 күн', '2 күн', '180 күн'])
})

test('names a country in the language, else by its code', () => {
  expect(countryIn('en', 'IE')).toBe('Ireland')
  expect(countryIn('ru', 'IE')).toBe('Ирландия')
  expect(countryIn('kk', 'IE')).toMatch(/^(Ирландия|IE)$/)
})
