/** Cyrillic letters that look like a letter of references and codes; that letter stands in the same place below. */
const CYRILLIC = 'АВЕКМНРСТУҮХ'
const LATIN = 'ABEKMHPCTYYX'

/**
 * A reference or code as the school writes it, however it was typed: capitals, Latin where the keyboard was set to
 * Kazakh or Russian, without spaces, dashes and the full stop that ends a sentence.
 */
export const toLatin = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s.,:;\u200b-\u2015\u2212-]/g, '')
    .replace(/[А-ЯҮ]/g, (letter) => LATIN[CYRILLIC.indexOf(letter)] ?? letter)
