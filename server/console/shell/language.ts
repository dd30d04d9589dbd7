import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '../../contract/index.ts'
import { en } from '../text/en.ts'
import { kk, type Texts } from '../text/kk.ts'
import { ru } from '../text/ru.ts'

/** Languages of the console, Kazakh first, each by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
  kk: 'Қазақша',
  ru: 'Русский',
  en: 'English',
}
const texts: Readonly<Record<Language, Texts>> = { kk, ru, en }
const STORAGE_KEY = 'kelisim-admin-language'

const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && value in languageNames

/** The language in use, with its texts. */
export interface Speech {
  readonly language: Language
  readonly text: Texts
}

/** Everything needed to speak a language. */
export const speechOf = (language: Language): Speech => ({
  language,
  text: texts[language],
})

/** The language in use, for every component below the app. */
export const SpeechContext = createContext<Speech>(speechOf('kk'))

/** The language in use. */
export const useSpeech = (): Speech => useContext(SpeechContext)

/** The first language of the browser that the console speaks. */
const findSpoken = (): Language | undefined =>
  navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage)

/** The language of the address (`#lang=ru`), else the one kept after signing in, else the browser's, else Kazakh. */
export function readLanguage(): Language {
  const named = new URLSearchParams(location.hash.slice(1)).get('lang')
  if (isLanguage(named)) return named
  try {
    const kept = localStorage.getItem(STORAGE_KEY)
    if (isLanguage(kept)) return kept
  } catch {
    /* Storage is blocked: nothing was kept. */
  }
  return findSpoken() ?? 'kk'
}

/** Keeps the language in the address, without a step in the history. */
export function writeLanguage(language: Language): void {
  document.documentElement.lang = language
  history.replaceState(null, '', `#lang=${language}`)
}

/** Keeps the language in this browser; only for who is signed in, so that a passer-by leaves nothing behind. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language)
  } catch {
    /* Storage is blocked: the address still holds the language. */
  }
}
