import type { Language } from '../server/contract/index.ts'
import { warn } from './page/warn.ts'

/** What the script tag and its page say, as far as every page needs it. */
export interface TagConfig {
  readonly language: Language
  /** `data-visits="off"`: this page is never tracked. */
  readonly isTracked: boolean
  readonly readTag: TagReader
}

/**
 * Reads `data-{name}`. Not there: `usual`. A value that is not among those allowed counts as `broken`, by default
 * `usual`, and one line says what to write instead.
 *
 * @param allowed The values, joined by ', ': shorter than a list, and what the line says.
 */
export type TagReader = (name: string, allowed: string, usual: string, broken?: string) => string

/**
 * The language that a tag names: `kk-Cyrl-KZ`, `KK`, `ru_RU`, `rus`. Kazakh goes by many names: pages and phones write the
 * country's code (`kz`), and both three-letter ones.
 */
export function findLanguage(tag = ''): Language | undefined {
  // No language is called `rug` or `ens` on a page, so that one ending serves both.
  const [name, , other = 'kk'] = /^(k[kz]|[kq]az|(ru|en)[sg]?)([-_]|$)/i.exec(tag) ?? []
  return name ? (other.toLowerCase() as Language) : undefined
}

/**
 * Reads the attributes of the script tag: `data-lang` (`kk`, `ru`, `en`, or what `findLanguage` takes for one of them; else the
 * page's language, else the browser's, else `kk`) and `data-visits` (`on`, `off`; default `on`). `data-theme` and `data-position` are read by the user
 * interface, which alone needs them. A value that is not among them counts as absent, and a line in the console says so.
 *
 * @param languages of the page, empty if it has none, and of the browser, the preferred first.
 */
export function parseTag(
  attributes: Readonly<Record<string, string | undefined>>,
  languages: readonly string[],
): TagConfig {
  const readTag: TagReader = (name, allowed, usual, broken = usual) => {
    const value = attributes[name] ?? usual
    if (allowed.split(', ').includes(value)) return value
    warn(`data-${name}="${value}": write one of ${allowed}. Using ${broken}.`)
    return broken
  }
  const language = languages.map(findLanguage).find(Boolean) ?? 'kk'
  return {
    language:
      findLanguage(attributes.lang) ?? (readTag('lang', 'kk, ru, en', language) as Language),
    // In doubt for the visitor: a broken value leaves the page untracked.
    isTracked: readTag('visits', 'on, off', 'on', 'off') === 'on',
    readTag,
  }
}
