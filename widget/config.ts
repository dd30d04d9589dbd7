import type { Language } from '../server/contract/index.ts'

/** What the script tag and its page say. */
export interface TagConfig {
  readonly language: Language
  readonly theme: 'auto' | 'light' | 'dark'
  readonly position: 'bottom' | 'bottom-start' | 'bottom-end' | 'center'
  /** `data-visits="off"`: this page is never tracked. */
  readonly isTracked: boolean
}

/** What is read besides the tag. */
export interface TagSurroundings {
  /** `lang` of the page, empty if it has none. */
  readonly pageLanguage: string
  /** Languages of the browser, the preferred first. */
  readonly browserLanguages: readonly string[]
  /** Is told each value that is not understood: one line that says what to write instead. */
  warn(text: string): void
}

const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']

/**
 * Reads the attributes of the script tag: `data-lang` (`kk`, `ru`, `en`; else the page's language, else the browser's,
 * else `kk`), `data-theme` (`auto`, `light`, `dark`; default `auto`), `data-position` (`bottom`, `bottom-start`,
 * `bottom-end`, `center`; default `bottom`), `data-visits` (`on`, `off`; default `on`). A value that is not among them
 * counts as absent.
 */
export function parseTag(
  attributes: Readonly<Record<string, string | undefined>>,
  { pageLanguage, browserLanguages, warn }: TagSurroundings,
): TagConfig {
  const read = <Value extends string>(
    name: string,
    allowed: readonly Value[],
    usual: Value,
    broken = usual,
  ): Value => {
    const value = attributes[name]
    const known = allowed.find((one) => one === value)
    if (known || value === undefined) return known ?? usual
    warn(`data-${name}="${value}": write one of ${allowed.join(', ')}. Using ${broken}.`)
    return broken
  }
  const language =
    [pageLanguage, ...browserLanguages]
      .map((tag) => LANGUAGES.find((one) => one === tag.slice(0, 2).toLowerCase()))
      .find(Boolean) ?? 'kk'
  return {
    language: read('lang', LANGUAGES, language),
    theme: read('theme', ['auto', 'light', 'dark'], 'auto'),
    position: read('position', ['bottom', 'bottom-start', 'bottom-end', 'center'], 'bottom'),
    // In doubt for the visitor: a broken value leaves the page untracked.
    isTracked: read('visits', ['on', 'off'], 'on', 'off') === 'on',
  }
}
