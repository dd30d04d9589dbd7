import * as v from 'valibot'
import { expect, test } from 'vitest'
import { disclosureBody } from '../../../server/contract/registers/disclosure.ts'
import { check } from '../../../server/http/reading/check.ts'

const problemsOf = (schema: v.GenericSchema, value: unknown) => {
  const result = check(schema, value)
  return result.kind === 'wrong' ? result.problems : {}
}

const nested = v.strictObject({
  id: v.string(),
  items: v.optional(v.array(v.strictObject({ name: v.string() }))),
  open: v.optional(v.record(v.string(), v.number())),
})

test('every unknown key is named, at every depth, with every wrong field', () => {
  const value = { id: 1, one: 1, two: 2, items: [{ name: 'x' }, { nam: 'y', of: 'z' }] }
  expect(problemsOf(nested, value)).toEqual({
    ...{ id: 'wrong_type', one: 'unknown', two: 'unknown' },
    ...{ 'items.1.name': 'missing', 'items.1.nam': 'unknown', 'items.1.of': 'unknown' },
  })
  expect(problemsOf(nested, { id: 'x', open: { any: 1, key: 2 } })).toEqual({})
  expect(problemsOf(nested, { id: 'x', constructor: 1, toString: 2 })).toEqual({
    ...{ constructor: 'unknown', toString: 'unknown' },
  })
})

test('of a body full of unknown keys some are named, each of them shortened', () => {
  const keys = Array.from({ length: 3000 }, (_, index) => [`${index} ${'x'.repeat(99)}`, 1])
  const problems = problemsOf(nested, { id: 'x', ...Object.fromEntries(keys) })
  expect(Object.keys(problems).length).toBeLessThanOrEqual(51)
  expect(Math.max(...Object.keys(problems).map((key) => key.length))).toBeLessThanOrEqual(64)
})

test('where no variant is chosen the fields that all have alike are checked all the same, and no others', () => {
  const problems = problemsOf(disclosureBody, { date: '2026-02-30', name: 'x', authority: 7 })
  expect(problems).toEqual({
    ...{ ground: 'missing', date: 'invalid', name: 'unknown', recipient: 'missing' },
    ...{ documentNumber: 'missing', documentDate: 'missing', dataCategories: 'missing' },
    ...{ subjects: 'missing', disclosedBy: 'missing' },
  })
  const chosen = problemsOf(disclosureBody, { ground: 'written_consent', authority: 7 })
  expect(chosen).toMatchObject({ authority: 'unknown', consentNumber: 'missing', date: 'missing' })
  expect(problemsOf(disclosureBody, { ground: 'whim' })).toMatchObject({ ground: 'invalid' })
})
