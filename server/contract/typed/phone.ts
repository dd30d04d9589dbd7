import { makePlain } from './plain.ts'

/** A label before a number: `tel:`, `Моб.:`, a telephone emoji. */
const LABEL = /^[^\d+(]{0,24}/
/** An extension, in Kazakh, Russian and English; `;ext=` is from RFC 3966. */
const EXTENSION = /^[,;\s]*(?:доб|вн|ішкі|қос|ext|x|х|#)\p{L}*[.:=]?\s*(\d{1,6})\)?[.,;\s]*$/iu
/** A remark after the number, which is dropped: `(WhatsApp)`, `мама`. */
const REMARK = /^[\p{L}\s.,;)]{0,24}$/u

/**
 * Returns a number with its country code. Kazakhstan and Russia are 7, and write 8 or nothing instead within the country; 00,
 * or 8 10 from there, precedes a foreign number. `undefined` where it is incomplete.
 */
function complete(typed: string, hasPlus: boolean): string | undefined {
  const abroad = hasPlus ? typed : /^(?:00|810(?=\d{10}))(.*)$/.exec(typed)?.[1]
  // +8 7… is no country code; it means 8.
  if (abroad && !/^87\d{9}$/.test(abroad)) {
    return /^(?:7[3-9]\d{9}|[1-689]\d{6,14})$/.test(abroad) ? `+${abroad}` : undefined
  }
  const [, home] = /^[78]?([3479]\d{9}|800\d{7})$/.exec(typed) ?? []
  return home && `+7${home}`
}

/** Formatted as in ITU-T E.123. How other countries group their numbers is not known here. */
const group = (number: string): string =>
  number.replace(/^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/, '+7 $1 $2 $3 $4')

/**
 * Normalises a typed or pasted telephone number so that it can be dialled from anywhere: `тел. 8 (727) 260–12–34 доб. 12`
 * becomes `+7 727 260 12 34 ext. 12`. Idempotent. Returns `undefined` for an incomplete number, or more than one.
 */
export function cleanPhone(typed: string): string | undefined {
  const plain = makePlain(typed)
  const [label = ''] = LABEL.exec(plain) ?? []
  const [number = ''] = /^[\d+()\s./-]*/.exec(plain.slice(label.length)) ?? []
  const rest = plain.slice(label.length + number.length)
  const [, extension] = EXTENSION.exec(rest) ?? []
  // A letter beside a digit was meant as a digit: an O for a zero.
  const isCut = /\p{L}$/u.test(label) || (/^\p{L}/u.test(rest) && /\d$/.test(number))
  if (!extension && (isCut || !REMARK.test(rest))) return undefined
  if (number.lastIndexOf('+') > 0 && !/^\(\s*\+[^+]*$/.test(number)) return undefined
  const whole = complete(number.replace(/\D/g, ''), number.includes('+'))
  return whole && group(whole) + (extension ? ` ext. ${extension}` : '')
}
