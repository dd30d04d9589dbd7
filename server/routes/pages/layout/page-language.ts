import type { Context } from 'hono'
import * as v from 'valibot'
import { findLanguage, type Language, language } from '../../../contract/words.ts'
import { OFFICIAL_LANGUAGE } from '../../../domain/policy/policy.ts'

/** The parameter read by `readPageLanguage`; an unknown language is not an error. */
export const pageLanguage = {
  lang: {
    description: 'Language of the page. Default: what the browser prefers, else Kazakh.',
    schema: v.optional(language),
  },
} as const

/**
 * Returns the language of a page: `?lang=` if present, else the browser's preference (`Accept-Language`, RFC 9110 section
 * 12.5.4). Kazakh where `?lang=` is none of the three, or nothing matches.
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
    // `ru-KZ` means Russian: only the primary subtag matters here.
    return { language: findLanguage(tag), weight: Number(weight ?? 1) }
  })
  // Sorting is stable: equal weights keep the browser's order. An invalid weight counts as refused.
  return ranges
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .find(({ language }) => language !== undefined)?.language
}
