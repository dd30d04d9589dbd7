import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanEmail } from '../../../server/contract/typed/email.ts'
import { cleanPhone } from '../../../server/contract/typed/phone.ts'
import { messageBody } from '../../../server/contract/visitor/message.ts'
import { check } from '../../../server/http/reading/check.ts'
import { buildMessage } from '../../../widget/contact/message.ts'
import { message } from '../../support/app/test-app.ts'

// What people type and paste for an address: cleaned to what can be delivered, or refused; never taken and lost.

const NUMBER = '+7 701 123 45 67'
describe('CF-01 a telephone number', () => {
  test.each([
    ['+77011234567', NUMBER],
    ['8 701 123 45 67', NUMBER],
    ['8(701)123-45-67', NUMBER],
    ['8-701-123-45-67', NUMBER],
    ['8/701/123/45/67', NUMBER],
    ['77011234567', NUMBER],
    ['701 123 45 67', NUMBER],
    ['(+7) 701 123 45 67', NUMBER],
    ['+8 701 123 45 67', NUMBER],
    ['007 701 123 45 67', NUMBER],
    ['8 10 7 701 123 45 67', NUMBER],
    ['tel:+77011234567', NUMBER],
    ['Тел.: 8 701 123 45 67', NUMBER],
    ['☎ 8 701 123 45 67', NUMBER],
    ['+7 701 123 45 67.', NUMBER],
    ['+7 701 123 45 67 (WhatsApp)', NUMBER],
    ['8 701 123 45 67, мама', NUMBER],
    ['+7\u00a0701\u202f123\u201345\u201167', NUMBER],
    ['+7 701 123\u221245\u201467', NUMBER],
    ['\u202a+7 701 123 45 67\u202c', NUMBER],
    ['\ufeff+7\u2060701\u00ad123\u200b45\u200e67', NUMBER],
    ['＋７７０１１２３４５６７', NUMBER],
    ['8 (727) 260-12-34 доб. 105', '+7 727 260 12 34 ext. 105'],
    ['8 (727) 260-12-34 (доб. 105)', '+7 727 260 12 34 ext. 105'],
    ['8 (727) 260-12-34 вн. 105', '+7 727 260 12 34 ext. 105'],
    ['8 (727) 260-12-34, ішкі 105', '+7 727 260 12 34 ext. 105'],
    ['tel:+7-727-260-12-34;ext=105', '+7 727 260 12 34 ext. 105'],
    ['+7 727 260 12 34 x105', '+7 727 260 12 34 ext. 105'],
    ['+7 727 260 12 34 #105', '+7 727 260 12 34 ext. 105'],
    ['+49 170 1234567', '+491701234567'],
    ['0049 170 1234567', '+491701234567'],
    ['8 10 49 170 1234567', '+491701234567'],
    ['+998 90 123 45 67', '+998901234567'],
    ['8 800 080 77 77', '+7 800 080 77 77'],
  ])('%s is %s', (typed, number) => {
    expect(cleanPhone(typed)).toBe(number)
    expect(cleanPhone(number)).toBe(number)
  })

  test.each([
    ['two numbers', '87011234567, 87771234567'],
    ['two with a slash', '87771234567/87011234567'],
    ['two with plus', '+77011234567 +77771234567'],
    ['a digit missing', '+7 701 123 45 6'],
    ['a digit missing after 8', '8 701 123 45 6'],
    ['a digit too many', '8 701 123 45 678'],
    ['of a town, without its code', '260-12-34'],
    ['a letter O for a nought', '+7 701 123 45 6O'],
    ['a letter O first', 'O701 123 45 67'],
    ['an individual identification number', '900101300126'],
    ['no country', '+012345678'],
    ['words', 'сұраңыз'],
    ['a plus alone', '+'],
    ['an extension alone', 'доб. 105'],
    ['an address', 'a@mektep.kz'],
  ])('is refused: %s', (_, typed) => expect(cleanPhone(typed)).toBeUndefined())
})

const ADDRESS = 'asel@mektep.kz'
describe('CF-01 an email address', () => {
  test.each([
    ['asel@mektep.kz', ADDRESS],
    [' asel@mektep.kz ', ADDRESS],
    ['asel@Mektep.KZ', ADDRESS],
    ['\u202aasel@mektep.kz\u202c', ADDRESS],
    ['\ufeffas\u00adel@mek\u200btep.kz\u2060', ADDRESS],
    ['mailto:asel@mektep.kz', ADDRESS],
    ['MAILTO:asel@mektep.kz?subject=Сұрақ', ADDRESS],
    ['E-mail: asel@mektep.kz', ADDRESS],
    ['asel@mektep.kz.', ADDRESS],
    ['asel@mektep.kz,', ADDRESS],
    ['«asel@mektep.kz»', ADDRESS],
    ['<asel@mektep.kz>', ADDRESS],
    ['Әсел <asel@mektep.kz>', ADDRESS],
    ['"Қуанышқызы, Әсел" <mailto:asel@mektep.kz>;', ADDRESS],
    ['asel＠mektep．kz', ADDRESS],
    ['ａｓｅｌ@mektep。kz', ADDRESS],
    ['as\u2011el@mek\u2013tep.kz', 'as-el@mek-tep.kz'],
    ["o'neil+a@mektep.kz", "o'neil+a@mektep.kz"],
    ['Asel@mektep.kz', 'Asel@mektep.kz'],
    ['asel@мектеп.қаз', 'asel@xn--e1aaogsq.xn--80ao21a'],
    ['asel@МЕКТЕП.ҚАЗ', 'asel@xn--e1aaogsq.xn--80ao21a'],
    ['asel@mail.мектеп.қаз', 'asel@mail.xn--e1aaogsq.xn--80ao21a'],
    ['asel@'.concat('мектеп.қаз'.normalize('NFD')), 'asel@xn--e1aaogsq.xn--80ao21a'],
    ['asel@school.international', 'asel@school.international'],
  ])('%s is %s', (typed, address) => {
    expect(cleanEmail(typed)).toBe(address)
    expect(cleanEmail(address)).toBe(address)
  })

  test.each([
    ['two', 'a@mektep.kz,b@mektep.kz'],
    ['two with a semicolon', 'a@mektep.kz; b@mektep.kz'],
    ['two in brackets', 'x@mektep.kz>,<evil@mektep.kz'],
    ['a comma for a dot', 'a@gmail,com'],
    ['a name that few servers take', 'әлия@мектеп.қаз'],
    ['a letter of another keyboard', 'аsel@mektep.kz'],
    ['a letter of another keyboard in the domain', 'asel@mеktep.kz'],
    ['a look-alike', '\u212a@mektep.kz'],
    ['quoted', '"a b"@mektep.kz'],
    ['a control character', 'a\u0000b@mektep.kz'],
    ['an address of a machine', 'a@[192.0.2.1]'],
    ['four numbers', 'a@192.0.2.1'],
    ['one number', 'a@3221225985'],
    ['a port', 'a@mektep.kz:25'],
    ['a path', 'a@mektep.kz/x'],
    ['two dots', 'a@mektep..kz'],
    ['two dots before @', 'a..b@mektep.kz'],
    ['no dot', 'a@mektep'],
    ['a hyphen first', 'a@-mektep.kz'],
    ['a space', 'a @mektep.kz'],
    ['two at signs', 'a@b@mektep.kz'],
    ['a comment', 'a(b)@mektep.kz'],
    ['too long before @', `${'a'.repeat(65)}@mektep.kz`],
    ['too long once its domain is in ASCII', `a@${'мектептеріміздің.'.repeat(14)}қаз`],
  ])('is refused: %s', (_, typed) => expect(cleanEmail(typed)).toBeUndefined())
})

const pieces = fc
  .array(
    fc.constantFrom(
      ...[
        '+',
        '7',
        '8',
        '(',
        ')',
        ' ',
        '-',
        '\u2013',
        '\u00a0',
        '\u200b',
        '\u202a',
        '701',
        '1234567',
      ],
      ...[
        'tel:',
        'mailto:',
        'доб.',
        '@',
        '.',
        ',',
        'kz',
        'mektep',
        'қаз',
        '<',
        '>',
        '?',
        '"',
        '\ud83d',
      ],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join('').trim())

test('CF-01 the form and the server take and refuse the very same, and make the very same of it', () => {
  const context = {
    policyVersion: '2025-08-01',
    notice: '0badc0de0badc0de',
    language: 'kk',
  } as const
  const addresses = fc.oneof(
    pieces,
    fc.constantFrom('Әсел <asel@мектеп.қаз>', 'tel:8 701 123 45 67'),
  )
  fc.assert(
    fc.property(addresses, fc.constantFrom('email' as const, 'phone' as const), (typed, field) => {
      const other = field === 'email' ? 'phone' : 'email'
      const given = { ...message({ email: '', phone: '' }), [field]: typed }
      const { name, message: text, sender, consent } = given
      const typedIn = { email: '', phone: '', name, message: text, sender, consent, [field]: typed }
      const built = buildMessage(typedIn, context)
      const { [other]: _, ...body } = given
      const taken = check(messageBody, body)
      expect(built.kind === 'valid').toBe(taken.kind === 'right')
      if (built.kind === 'valid' && taken.kind === 'right')
        expect(built.body[field]).toBe(taken.output[field])
    }),
    { numRuns: 5_000 },
  )
})
