import type { Language } from '../server/contract/index.ts'

/** The attributes of the script tag, `data-{name}` by their names. */
export type TagAttributes = Readonly<Record<string, string | undefined>>

/** What the script tag and its page say, as far as every page needs it. */
export interface TagConfig {
  readonly language: Language
  /** `data-visits="off"`: this page is never tracked. */
  readonly isTracked: boolean
  /** `data-theme` and `data-position` are read by the user interface, which alone needs them (`ui/banner/look.ts`). */
  readonly attributes: TagAttributes
}

/**
 * The language that a tag names: `kk-Cyrl-KZ`, `KK`, `ru_RU`, `rus`. Kazakh goes by many names: pages and phones write the
 * country's code (`kz`), and both three-letter ones.
 */
export function findLanguage(tag?: string): Language | undefined {
  // No language is called `rug` or `ens` on a page, so that one ending serves both.
  const [name, , other = 'kk'] = /^(k[kz]|[kq]az|(ru|en)[sg]?)([-_]|$)/i.exec(tag as string) ?? []
  return (name && other.toLowerCase()) as Language | undefined
}

/**
 * Reads the attributes of the script tag: `data-lang` (`kk`, `ru`, `en`, or what `findLanguage` takes for one of them; else the
 * page's language, else the browser's, else `kk`) and `data-visits` (`on`, `off`; default `on`). What the user interface finds
 * wrong in them it says in the console.
 *
 * @param languages of the page, empty if it has none, and of the browser, the preferred first.
 */
export function parseTag(attributes: TagAttributes, languages: readonly string[]): TagConfig {
  return {
    language: [attributes.lang, ...languages].map(findLanguage).filter(Boolean)[0] ?? 'kk',
    // In doubt for the visitor: a broken value leaves the page untracked.
    isTracked: (attributes.visits ?? 'on') === 'on',
    attributes,
  }
}
