import { makePlain } from './plain.ts'

/** What may stand before a number: `tel:`, `Моб.:`, a picture of a telephone. */
const LABEL = /^[^\d+(]{0,24}/
/** Inside a number of an office, in Kazakh, Russian and English; `;ext=` is of RFC 3966. */
const EXTENSION = /^[,;\s]*(?:доб|вн|ішкі|қос|ext|x|х|#)\p{L}*[.:=]?\s*(\d{1,6})\)?[.,;\s]*$/iu
/** A word about the number, which is dropped: `(WhatsApp)`, `мама`. */
const REMARK = /^[\p{L}\s.,;)]{0,24}$/u

/**
 * A number with its country's code: Kazakhstan and Russia are 7, and write 8, or nothing, in its place at home; 00, or 8 10 from
 * there, is what is dialled before a foreign one. `undefined` where it is not complete.
 */
function complete(typed: string, hasPlus: boolean): string | undefined {
  const abroad = hasPlus ? typed : /^(?:00|810(?=\d{10}))(.*)$/.exec(typed)?.[1]
  // +8 7… is no country: who writes it means 8.
  if (abroad && !/^87\d{9}$/.test(abroad)) {
    return /^(?:7[3-9]\d{9}|[1-689]\d{6,14})$/.test(abroad) ? `+${abroad}` : undefined
  }
  const [, home] = /^[78]?([3479]\d{9}|800\d{7})$/.exec(typed) ?? []
  return home && `+7${home}`
}

/** As ITU-T E.123 writes it; how other countries group their numbers is not known here. */
const group = (number: string): string =>
  number.replace(/^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/, '+7 $1 $2 $3 $4')

/**
 * A telephone number that can be dialled from anywhere, made of what was typed or pasted: `тел. 8 (727) 260–12–34 доб. 12` is
 * `+7 727 260 12 34 ext. 12`. Cleaned once more it stays the same. `undefined` for what
 * is no whole number, or more than one.
 */
export function cleanPhone(typed: string): string | undefined {
  const plain = makePlain(typed)
  const [label = ''] = LABEL.exec(plain) ?? []
  const [number = ''] = /^[\d+()\s./-]*/.exec(plain.slice(label.length)) ?? []
  const rest = plain.slice(label.length + number.length)
  const [, extension] = EXTENSION.exec(rest) ?? []
  // A letter beside a digit was meant for one: an O for a nought.
  const isCut = /\p{L}$/u.test(label) || (/^\p{L}/u.test(rest) && /\d$/.test(number))
  if (!extension && (isCut || !REMARK.test(rest))) return undefined
  if (number.lastIndexOf('+') > 0 && !/^\(\s*\+[^+]*$/.test(number)) return undefined
  const whole = complete(number.replace(/\D/g, ''), number.includes('+'))
  return whole && group(whole) + (extension ? ` ext. ${extension}` : '')
}
