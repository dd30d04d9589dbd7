import type { Language } from '../server/contract/index.ts'

/** The `data-*` attributes of the script tag by name. */
export type TagAttributes = Readonly<Record<string, string | undefined>>

/** The settings of the script tag and its page that every page needs. */
export interface TagConfig {
  readonly language: Language
  /** `data-visits="off"`: this page is never tracked. */
  readonly isTracked: boolean
  /** The user interface alone reads `data-theme` and `data-position` (`ui/banner/look.ts`). */
  readonly attributes: TagAttributes
}

/**
 * Returns the language of a tag: `kk-Cyrl-KZ`, `KK`, `ru_RU`, `rus`. Kazakh has many tags: pages and phones use the country
 * code (`kz`), and both three-letter codes.
 */
export function findLanguage(tag?: string): Language | undefined {
  // `rug` and `ens` do not occur on pages, so one suffix pattern serves both languages.
  const [name, , other = 'kk'] = /^(k[kz]|[kq]az|(ru|en)[sg]?)([-_]|$)/i.exec(tag as string) ?? []
  return (name && other.toLowerCase()) as Language | undefined
}

/**
 * Parses the attributes of the script tag: `data-lang` (`kk`, `ru`, `en`, or a tag that `findLanguage` accepts; else the
 * page's language, else the browser's, else `kk`) and `data-visits` (`on`, `off`; default `on`). The user interface reports
 * wrong values in the console.
 *
 * @param languages of the page, empty if it has none, and of the browser, preferred first.
 */
export function parseTag(attributes: TagAttributes, languages: readonly string[]): TagConfig {
  return {
    language: [attributes.lang, ...languages].map(findLanguage).filter(Boolean)[0] ?? 'kk',
    // An invalid value counts as off.
    isTracked: (attributes.visits ?? 'on') === 'on',
    attributes,
  }
}
