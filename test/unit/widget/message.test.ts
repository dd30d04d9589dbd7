import { describe, expect, test } from 'vitest'
import { buildMessage, type Entries, type Problem } from '../../../widget/contact/message.ts'

const entries: Entries = {
  name: ' Айгерім ',
  email: 'aigerim@example.kz',
  phone: '',
  message: 'Қабылдау қашан басталады?',
  sender: 'adult',
  consent: true,
}
const context = { policyVersion: '2025-08-01', notice: '0badc0de0badc0de', language: 'kk' } as const

function problemsOf(change: Partial<Entries>): readonly Problem[] {
  const result = buildMessage({ ...entries, ...change }, context)
  return result.kind === 'invalid' ? result.problems : []
}

test('CF-01 turns what was typed into a message, with nothing that was left empty', () => {
  expect(buildMessage(entries, context)).toEqual({
    kind: 'valid',
    body: {
      name: 'Айгерім',
      email: 'aigerim@example.kz',
      message: 'Қабылдау қашан басталады?',
      sender: 'adult',
      consent: true,
      policyVersion: '2025-08-01',
      notice: '0badc0de0badc0de',
      language: 'kk',
    },
  })
})

test('CF-01 takes a telephone number in the place of an email', () => {
  const result = buildMessage({ ...entries, email: '', phone: '+7 700 000 00 00' }, context)
  expect(result).toMatchObject({ kind: 'valid', body: { phone: '+7 700 000 00 00' } })
  expect(JSON.stringify(result)).not.toContain('email')
})

test('MI-02 hands on nothing of what a minor typed', () => {
  expect(buildMessage({ ...entries, sender: 'minor' }, context)).toEqual({ kind: 'minor' })
})

test('AX-08 names every problem at once, in the order of the form', () => {
  const empty = { name: '', email: '', phone: '', message: ' ', sender: '', consent: false }
  expect(problemsOf(empty)).toEqual([
    { field: 'sender', kind: 'required' },
    { field: 'name', kind: 'required' },
    { field: 'email', kind: 'reply' },
    { field: 'message', kind: 'required' },
    { field: 'consent', kind: 'required' },
  ])
})

describe('one wrong field', () => {
  test.each<[string, Partial<Entries>, Problem]>([
    ['CF-02 no consent', { consent: false }, { field: 'consent', kind: 'required' }],
    ['MI-01 no sender', { sender: '' }, { field: 'sender', kind: 'required' }],
    ['an unknown sender', { sender: 'robot' }, { field: 'sender', kind: 'required' }],
    ['an email without a host', { email: 'a@b' }, { field: 'email', kind: 'email' }],
    ['a short number', { phone: '12345' }, { field: 'phone', kind: 'phone' }],
    ['a long name', { name: 'а'.repeat(201) }, { field: 'name', kind: 'too_long', max: 200 }],
    [
      'a long email',
      { email: `${'a'.repeat(250)}@b.kz` },
      { field: 'email', kind: 'too_long', max: 254 },
    ],
    [
      'a long message',
      { message: 'а'.repeat(4001) },
      { field: 'message', kind: 'too_long', max: 4000 },
    ],
    ['CF-05 an IIN', { message: 'ЖСН 900101300126' }, { field: 'message', kind: 'iin' }],
  ])('%s is the only problem told', (_name, change, problem) => {
    expect(problemsOf(change)).toEqual([problem])
  })
})

test('CF-05 lets a message through that was pointed out and is sent unchanged', () => {
  const message = 'ЖСН 900101300126'
  const again = { ...context, warnedMessage: message }
  expect(buildMessage({ ...entries, message }, again).kind).toBe('valid')
  expect(buildMessage({ ...entries, message: `${message}.` }, again).kind).toBe('invalid')
})
