import type * as v from 'valibot'
import { expect, test } from 'vitest'
import { limits } from '../../../server/contract/limits.ts'
import { consentBody } from '../../../server/contract/visitor/consent.ts'
import { email, messageBody } from '../../../server/contract/visitor/message.ts'
import { visitsBody } from '../../../server/contract/visitor/visit.ts'
import { check } from '../../../server/http/reading/check.ts'
import { findRequestSchemas } from '../../support/sources/request-schemas.ts'
import { type Action, type Found, walkSchema } from '../../support/sources/walk-schema.ts'

const schemas = await findRequestSchemas()
const found = schemas.flatMap(({ name, schema }) => walkSchema(schema, name))

const isBound = ({ type }: Action) =>
  ['max_length', 'length', 'max_entries', 'max_value'].includes(type)
const pathsOf = (places: readonly Found[]) => places.map(({ path }) => path)

test('every schema of what a stranger sends is looked at', () => {
  const names = schemas.map(({ name }) => name)
  for (const name of ['messageBody', 'visitsBody', 'consentBody', 'disclosureBody', 'exportQuery'])
    expect(names).toContain(name)
  for (const name of ['uuidV7', 'threadId', 'recordSecret', 'pastedReceipt'])
    expect(names).toContain(name)
  expect(found.length).toBeGreaterThan(100)
})

test('every text, list and record is bounded', () => {
  const open = found.filter(
    ({ type, actions }) => ['string', 'array', 'record'].includes(type) && !actions.some(isBound),
  )
  expect(pathsOf(open)).toEqual([])
})

test('nothing is done with a value before its bound: no pattern, no transformation, no check', () => {
  const late = found.filter(({ type, actions }) => {
    const first = actions[0]
    return type === 'string' && first !== undefined && !isBound(first)
  })
  expect(pathsOf(late)).toEqual([])
})

test('no schema takes a text in any other way', () => {
  const known = ['array', 'boolean', 'exact_optional', 'literal', 'nullable', 'number', 'optional']
  known.push('picklist', 'record', 'strict_object', 'string', 'variant')
  expect(
    [...new Set(found.map(({ type }) => type))].filter((type) => !known.includes(type)),
  ).toEqual([])
})

const isText = (schema: v.GenericSchema) =>
  walkSchema(schema, '').every(({ type }) =>
    ['string', 'optional', 'exact_optional'].includes(type),
  )

/** Each text that can be sent, alone. */
const texts = schemas
  .flatMap(({ name, schema }): [string, v.GenericSchema][] =>
    'entries' in schema
      ? Object.entries(schema.entries as Record<string, v.GenericSchema>).map(([key, entry]) => [
          `${name}.${key}`,
          entry,
        ])
      : [[name, schema]],
  )
  .filter(([, schema]) => isText(schema))

/** Runs something and answers the length of the longest text that a pattern was given meanwhile. */
function longestRead(work: () => unknown): number {
  const exec = RegExp.prototype.exec
  let longest = 0
  RegExp.prototype.exec = function count(text: string) {
    longest = Math.max(longest, text.length)
    return exec.call(this, text)
  }
  try {
    work()
  } finally {
    RegExp.prototype.exec = exec
  }
  return longest
}

test.each(texts)(
  '%s: what is too long meets no pattern, and is said to be too long',
  (_, schema) => {
    // What keeps a pattern longest that looks for an address.
    const text = 'a@'.padEnd(limits.bodyBytes + 1, '.')
    const wanted = { kind: 'wrong', problems: { body: 'too_long' } }
    expect(check(schema, text)).toEqual(wanted)
    expect(longestRead(() => check(schema, text))).toBe(0)
  },
)

test('a field ends at its first broken rule, and every field is named', () => {
  const body = { email: `a@${'.'.repeat(limits.email)}`, phone: 'none', name: ' ', sender: 'none' }
  const result = check(messageBody, body)
  expect(result).toMatchObject({
    problems: { email: 'too_long', phone: 'invalid', name: 'too_short', sender: 'invalid' },
  })
})

test('of a list or record that is too long nothing is checked, and nothing in it is named', () => {
  const visits = Array.from({ length: 30_000 }, () => 1)
  const purposes = Object.fromEntries(visits.map((_, index) => [`p${index}`, 1]))
  expect(check(visitsBody.entries.visits, visits)).toEqual({
    kind: 'wrong',
    problems: { body: 'too_long' },
  })
  expect(check(consentBody.entries.purposes, purposes)).toEqual({
    kind: 'wrong',
    problems: { body: 'too_long' },
  })
  expect(check(consentBody.entries.purposes, { analytics: true }).kind).toBe('right')
})

test.each([
  ['a@b.kz', true],
  ['a@sub.b.kz', true],
  ['a@b..kz', false],
  ['a@.b.kz', false],
  ['a@пошта.қаз', true],
  // Few mail servers take it, and who writes is not told of that.
  ['әже@пошта.қаз', false],
  ['a@b', false],
  ['a@b.', false],
  ['a@.kz', false],
  ['a@@b.kz', false],
  ['a@b.kz@', false],
  ['a b@c.kz', false],
])('%s is taken as an address: %s', (text, isRight) => {
  expect(check(email, text).kind === 'right').toBe(isRight)
})
