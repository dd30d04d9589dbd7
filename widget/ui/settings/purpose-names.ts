import * as text from '../../text/kk.ts'

/** Name and description of each purpose. */
export const purposeNames = {
  necessary: [text.catNecessaryName, text.catNecessaryDesc],
  functional: [text.catFunctionalName, text.catFunctionalDesc],
  analytics: [text.catAnalyticsName, text.catAnalyticsDesc],
  external: [text.catExternalName, text.catExternalDesc],
} as const
