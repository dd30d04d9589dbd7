/** Minimum number of characters after repeats, sequences and well-known words are reduced to one character each. */
const MIN_LEFT = 10
const MIN_DISTINCT = 6
/** Minimum length of a pattern; shorter ones occur in every text. */
const MIN_PIECE = 3
const MIN_NAME = 4

/** Sequences that people type without thinking: alphabets, keyboard rows and columns. Also matched backwards. */
const SEQUENCES: readonly string[] = [
  ...['012345678901234567890', 'abcdefghijklmnopqrstuvwxyzabc'],
  ...['абвгдеёжзийклмнопрстуфхцчшщъыьэюя', 'абвгдежзийклмнопрстуфхцчшщъыьэюя'],
  'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя',
  ...['qwertyuiop[]asdfghjkl;zxcvbnm,./', 'qwertyuiopasdfghjklzxcvbnm', '!@#$%^&*()_+'],
  ...['йцукенгшщзхъфывапролджэячсмитьбю', 'әіңғүұқөһ', '"№;%:?*()_+'],
  ...['1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p', 'qazwsxedcrfvtgbyhnujmikolp'],
  ...['1q2w3e4r5t6y7u8i9o0p', '1a2b3c4d5e6f7g8h9i', '1а2б3в4г5д6е7ж8з9и'],
  ...['йфяцычувскамепинртгоьшлбщдюзжхэъ', '1й2ц3у4к5е6н7г8ш9щ0з'],
]
/** Words that attackers try first, in three languages. */
const WORDS: readonly string[] = [
  ...['password', 'passphrase', 'secret', 'admin', 'administrator', 'welcome', 'letmein', 'login'],
  ...['kelisim', 'consent', 'school', 'mektep', 'qwerty', 'iloveyou', 'almaty', 'astana'],
  ...['qazaqstan', 'kazakhstan', 'пароль', 'секрет', 'админ', 'администратор', 'школа', 'войти'],
  ...['казахстан', 'алматы', 'астана', 'келісім', 'құпиясөз', 'құпия', 'мектеп', 'қазақстан'],
]
const backwards = (text: string): string => Array.from(text).reverse().join('')
const bothWays = [...SEQUENCES, ...SEQUENCES.map(backwards)]

/** Digits and symbols used in place of letters: `p@ssw0rd`. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ '@': 'a', '4': 'a', '0': 'o', '1': 'i', '!': 'i', '3': 'e', $: 's', '5': 's', '7': 't' },
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Returns whether the text is one piece repeated, the last time possibly cut off: `abcabcab`. */
function isRepeated(signs: readonly string[]): boolean {
  for (let period = 1; period <= signs.length / 2; period++)
    if (signs.every((sign, at) => at < period || sign === signs[at - period])) return true
  return false
}

/** Returns the length of the longest sequence, word or repeated character at the start of the text; 0 where there is none. */
function findPiece(text: string, words: readonly string[]): number {
  const word = words.find((one) => text.startsWith(one))?.length ?? 0
  let length = Math.min(text.length, Math.max(word, MIN_PIECE))
  const isPiece = (piece: string) =>
    new Set(piece).size === 1 || bothWays.some((sequence) => sequence.includes(piece))
  if (!isPiece(text.slice(0, length)) || text.length < MIN_PIECE) return word
  while (length < text.length && isPiece(text.slice(0, length + 1))) length++
  return length
}

function countLeft(text: string, words: readonly string[]): number {
  let left = 0
  for (let at = 0; at < text.length; left++) at += Math.max(1, findPiece(text.slice(at), words))
  return left
}

/** Splits names into words that somebody would guess, longest first. */
const listWords = (names: readonly string[]): readonly string[] =>
  [...WORDS, ...names.flatMap((name) => fold(name).split(/[^\p{L}\p{N}]+/u))]
    .filter((word) => word.length >= MIN_NAME)
    .toSorted((a, b) => b.length - a.length)

/**
 * Returns whether a password is among the first that attackers try: few different characters, one piece repeated, runs along
 * the alphabet or the keyboard, names of the school or the product. Length does not protect these.
 *
 * @param names of the school and its site, in every language.
 */
export function isGuessable(password: string, names: readonly string[]): boolean {
  const plain = fold(password)
  const words = listWords(names)
  const spelled = Array.from(plain, (sign) => LETTERS[sign] ?? sign).join('')
  const signs = Array.from(plain)
  return (
    new Set(signs).size < MIN_DISTINCT ||
    isRepeated(signs) ||
    [plain, spelled].some((text) => countLeft(text, words) < MIN_LEFT)
  )
}
