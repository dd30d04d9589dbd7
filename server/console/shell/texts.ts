import type { Language } from '../../contract/index.ts'
import { useLanguage } from './language.ts'

interface Loadable {
  has(language: Language): boolean
  load(language: Language): Promise<void>
}

/** Texts of every part that has been loaded: a language is loaded for all of them before it is shown. */
const inUse = new Set<Loadable>()

/** Returns whether every part that has been loaded can be shown in a language. */
export const hasTexts = (language: Language): boolean =>
  [...inUse].every((texts) => texts.has(language))

/** Loads a language for every part that has been loaded. @throws where one cannot be loaded. */
export const loadTexts = async (language: Language): Promise<void> => {
  await Promise.all([...inUse].map((texts) => texts.load(language)))
}

/**
 * Declares the texts of a screen, `NAME/text/{kk,ru,en}.ts`, of which only the language in use is loaded. The Kazakh ones give
 * the type, so that the compiler names what another language lacks.
 *
 * @returns a hook with the texts of the current language.
 */
export function createTexts<T>(loaders: Readonly<Record<Language, () => Promise<T>>>): () => T {
  const loaded = new Map<Language, T>()
  inUse.add({
    has: (language) => loaded.has(language),
    load: async (language) => {
      if (!loaded.has(language)) loaded.set(language, await loaders[language]())
    },
  })
  return () => {
    const language = useLanguage()
    const texts = loaded.get(language)
    if (!texts) throw new Error(`The texts in ${language} are not loaded.`)
    return texts
  }
}
