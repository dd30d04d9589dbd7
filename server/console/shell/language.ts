import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '../../contract/index.ts'

/** Languages of the console, Kazakh first, each by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
  kk: 'Қазақша',
  ru: 'Русский',
  en: 'English',
}
const STORAGE_KEY = 'kelisim-admin-language'
const IN_ADDRESS = '#lang='

/** Returns whether a value is a language of the console. */
export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && value in languageNames

/** Provides the language to every component below the app. */
export const LanguageContext = createContext<Language>('kk')

/** Returns the current language. */
export const useLanguage = (): Language => useContext(LanguageContext)

/** Returns the browser's first language that the console supports. */
const findSpoken = (): Language | undefined =>
  navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage)

/** Returns the language that the address names (`#lang=ru`). */
export function findNamedLanguage(): Language | undefined {
  const named = new URLSearchParams(location.hash.slice(1)).get('lang')
  return isLanguage(named) ? named : undefined
}

/** Returns the language of the address, else the stored one, else the browser's, else Kazakh. */
export function readLanguage(): Language {
  const named = findNamedLanguage()
  if (named) return named
  try {
    const kept = localStorage.getItem(STORAGE_KEY)
    if (isLanguage(kept)) return kept
  } catch {
    /* Storage is blocked, so nothing is stored. */
  }
  return findSpoken() ?? 'kk'
}

const replaceFragment = (fragment: string) =>
  history.replaceState(history.state, '', location.pathname + location.search + fragment)

/**
 * Keeps the language for the next load: of signed-in users in this browser's storage, of others in the address, so that they
 * leave nothing behind.
 */
export function keepLanguage(language: Language, isSignedIn: boolean): void {
  document.documentElement.lang = language
  if (isSignedIn && store(language)) {
    if (location.hash.startsWith(IN_ADDRESS)) replaceFragment('')
  } else replaceFragment(IN_ADDRESS + language)
}

/** @returns whether it is stored: storage may be blocked. */
function store(language: Language): boolean {
  try {
    localStorage.setItem(STORAGE_KEY, language)
    return true
  } catch {
    return false
  }
}
