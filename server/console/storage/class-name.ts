import type { StorageTexts } from './text/kk.ts'

/** Returns the name of a class of data in words; a class that has none by its own name. */
export const nameOfClass = (dataClass: string, text: StorageTexts): string =>
  dataClass in text ? text[dataClass as keyof StorageTexts] : dataClass
