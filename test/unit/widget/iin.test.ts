import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasIinCheckDigit, maskIin, mayHoldIin } from '../../../server/contract/typed/iin.ts'

/** Made up; the twelfth digit is right. */
const IIN = '900101300126'

/** The check digit by the rule itself, written another way; none where eleven digits have none. */
function checkDigit(eleven: string): number | undefined {
  const weigh = (shift: number) =>
    [...eleven].reduce((sum, digit, at) => sum + Number(digit) * (((at + shift) % 11) + 1), 0) % 11
  const digit = weigh(0) === 10 ? weigh(2) : weigh(0)
  return digit === 10 ? undefined : digit
}

test('CF-05 knows the right twelfth digit of any eleven', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{11}$/), (eleven) => {
      for (let digit = 0; digit < 10; digit += 1)
        expect(hasIinCheckDigit(`${eleven}${digit}`)).toBe(checkDigit(eleven) === digit)
    }),
  )
})

test.each([
  ['in one piece', `Менің нөмірім ${IIN}.`, true],
  ['in groups', `900101 300 126`, true],
  ['in groups before another number', '900101 300 126. 15 тамыз', true],
  ['with dots', '90.01.01.300126', true],
  ['with slashes', '900101/300126', true],
  ['with two spaces and a line break', '900101  300\n126', true],
  ['groups far apart', '900101    300126', false],
  ['no day of birth', '901301300124', false],
  ['dates', '01.09.2026 25.05.2027', false],
  ['beside another number', `15 ${IIN} 7`, true],
  ['a wrong check digit', '900101300125', false],
  ['within a longer number', `${IIN}0`, true],
  ['an account number', 'KZ123456789012345678', false],
  ['a telephone number', '+7 700 123 45 67', false],
  ['no number', 'Сәлеметсіз бе', false],
])('CF-05 looks for an IIN: %s', (_name, text, isFound) => {
  expect(mayHoldIin(text)).toBe(isFound)
})

/** Twelve digits with a day of birth and the right check digit. */
const iins = fc
  .tuple(
    fc.integer({ min: 0, max: 99 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
    fc.stringMatching(/^[0-6]\d{4}$/),
  )
  .map(([year, month, day, rest]) => {
    const birth = [year, month, day].map((number) => String(number).padStart(2, '0')).join('')
    return `${birth}${rest}`
  })
  .filter((eleven) => checkDigit(eleven) !== undefined)
  .map((eleven) => `${eleven}${checkDigit(eleven)}`)

const between = fc.constantFrom(
  ...['', ' ', '  ', '-', '.', '/', '_', ', ', ' - ', '\n', '\r\n', '\u00a0', '\u202f', '\u200b'],
  ...[
    '\u2010',
    '\u2011',
    '\u2012',
    '\u2013',
    '\u2014',
    ' \u2013 ',
    '\u2212',
    '\u00b7',
    '\t',
    ':',
    ';',
  ],
)
const groupings = fc.constantFrom<number[]>(
  [12],
  [6, 6],
  [4, 4, 4],
  [3, 3, 3, 3],
  [2, 2, 2, 6],
  Array(12).fill(1),
)
const zeros = fc.constantFrom('0', '٠', '۰', '０')

test('CF-05 an IIN is masked however it is grouped, whatever stands between, in digits of any kind', () => {
  fc.assert(
    fc.property(iins, groupings, between, zeros, (iin, grouping, gap, zero) => {
      const groups = grouping.map((length, index) => {
        const from = grouping.slice(0, index).reduce((sum, before) => sum + before, 0)
        return iin.slice(from, from + length)
      })
      const digits = (text: string) =>
        text.replace(/\d/g, (digit) => String.fromCharCode(zero.charCodeAt(0) + Number(digit)))
      const text = `ЖСН: ${groups.map(digits).join(gap)}. Рахмет`
      const dots = groups.map((group) => '•'.repeat(group.length)).join(gap)
      expect(maskIin(text)).toBe(`ЖСН: ${dots}. Рахмет`)
      expect(mayHoldIin(text)).toBe(true)
      expect(maskIin(maskIin(text))).toBe(maskIin(text))
    }),
    { numRuns: 3_000 },
  )
})

const phones = fc
  .tuple(
    fc.constantFrom('+7', '8', '7', ''),
    fc.stringMatching(/^7\d{9}$/),
    fc.constantFrom(
      (digits: string) => digits,
      (digits: string) =>
        ` ${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6, 8)} ${digits.slice(8)}`,
      (digits: string) =>
        ` (${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6, 8)}-${digits.slice(8)}`,
      (digits: string) => `-${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`,
      (digits: string) => ` ${digits.slice(0, 3)} ${digits.slice(3)}`,
    ),
  )
  .map(([code, digits, group]) => `${code}${group(digits)}`.trim().replace(/^-/, ''))
const apart = fc.constantFrom(' ', ', ', '; ', ' / ', '\n', ' , ')

test('CF-05 telephone numbers side by side, and what follows them, stay as they were written', () => {
  const follows = fc.constantFrom('', '2026', '5', '01.09.2026', '12:30')
  fc.assert(
    fc.property(phones, phones, apart, follows, (one, other, gap, last) => {
      for (const text of [`${one}${gap}${other}`, `${one}${gap}${last}`, `${last}${gap}${one}`])
        expect(maskIin(text)).toBe(text)
    }),
    { numRuns: 20_000 },
  )
})

test('CF-05 an IIN beside a telephone number is masked, and the number is not', () => {
  for (const [gap, phone] of [
    [' ', '87011234567'],
    [', ', '+7 (701) 123-45-67'],
    ['\n', '8 701 123 45 67'],
  ])
    for (const iin of [IIN, '900101 300126', '900101-300126']) {
      const dots = iin.replace(/\d/g, '•')
      expect(maskIin(`${iin}${gap}${phone}`)).toBe(`${dots}${gap}${phone}`)
      expect(maskIin(`${phone}${gap}${iin}`)).toBe(`${phone}${gap}${dots}`)
    }
})
