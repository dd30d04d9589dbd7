import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskIin } from '../../server/domain/mask-iin.ts'
import { hasIinCheckDigit, mayHoldIin } from '../../widget/contact/iin.ts'

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
  ['groups far apart', '900101   300126', false],
  ['no day of birth', '901301300124', false],
  ['dates', '01.09.2026 25.05.2027', false],
  ['beside another number', `15 ${IIN} 7`, true],
  ['a wrong check digit', '900101300125', false],
  ['thirteen digits', `${IIN}0`, false],
  ['a telephone number', '+7 700 123 45 67', false],
  ['no number', 'Сәлеметсіз бе', false],
])('CF-05 looks for an IIN: %s', (_name, text, isFound) => {
  expect(mayHoldIin(text)).toBe(isFound)
})

test('CF-05 the form warns of exactly the twelve digits that the server masks, however they are grouped', () => {
  const part = (least: number, most: number) =>
    fc.integer({ min: least, max: most }).map((number) => String(number).padStart(2, '0'))
  const between = fc.stringMatching(/^[ ./\n-]{0,3}$/)
  fc.assert(
    fc.property(
      part(0, 99),
      part(0, 13),
      part(0, 32),
      fc.stringMatching(/^\d{6}$/),
      between,
      (...given) => {
        const [year, month, day, rest, gap] = given
        const text = `${year}${month}${day}${gap}${rest}`
        expect(mayHoldIin(text)).toBe(maskIin(text) !== text)
      },
    ),
    { numRuns: 3_000 },
  )
})
