import type { Context } from 'hono'
import * as v from 'valibot'
import { findLanguage, type Language, language } from '../../../contract/words.ts'
import { OFFICIAL_LANGUAGE } from '../../../domain/policy/policy.ts'

/** The parameter that `readPageLanguage` reads; one of no language refuses nothing. */
export const pageLanguage = {
  lang: {
    description: 'Language of the page. Default: what the browser prefers, else Kazakh.',
    schema: v.optional(language),
  },
} as const

/**
 * The language to answer a page in: `?lang=` where it is there, else what the browser prefers (`Accept-Language`,
 * RFC 9110 section 12.5.4). Kazakh where `?lang=` is none of the three, or nothing fits.
 */
export function readPageLanguage(c: Context): Language {
  const asked = c.req.query('lang')
  if (asked !== undefined) return findLanguage(asked) ?? OFFICIAL_LANGUAGE
  return preferred(c.req.header('accept-language') ?? '') ?? OFFICIAL_LANGUAGE
}

function preferred(header: string): Language | undefined {
  const ranges = header.split(',').map((part) => {
    const [tag = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(';')
      .map((text) => text.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    // `ru-KZ` is answered in Russian: the primary subtag is all that the texts tell apart.
    return { language: findLanguage(tag), weight: Number(weight ?? 1) }
  })
  // Sorting is stable: equal weights stay in the browser's order. A weight that is no number counts as refused.
  return ranges
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .find(({ language }) => language !== undefined)?.language
}
