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

/** A language with its texts. */
export interface Speech {
  readonly language: Language
  readonly text: Texts
}

/** Returns a language with its texts. */
export const speechOf = (language: Language): Speech => ({
  language,
  text: texts[language],
})

/** Provides the language to every component below the app. */
export const SpeechContext = createContext<Speech>(speechOf('kk'))

/** Returns the current language with its texts. */
export const useSpeech = (): Speech => useContext(SpeechContext)

/** Returns the browser's first language that the console supports. */
const findSpoken = (): Language | undefined =>
  navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage)

/** Returns the language of the address (`#lang=ru`), else the stored one, else the browser's, else Kazakh. */
export function readLanguage(): Language {
  const named = new URLSearchParams(location.hash.slice(1)).get('lang')
  if (isLanguage(named)) return named
  try {
    const kept = localStorage.getItem(STORAGE_KEY)
    if (isLanguage(kept)) return kept
  } catch {
    /* Storage is blocked, so nothing is stored. */
  }
  return findSpoken() ?? 'kk'
}

/** Writes the language to the address without a history entry. */
export function writeLanguage(language: Language): void {
  document.documentElement.lang = language
  history.replaceState(null, '', `#lang=${language}`)
}

/** Stores the language in this browser. Only for signed-in users, so that others leave nothing behind. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language)
  } catch {
    /* Storage is blocked; the address still contains the language. */
  }
}
