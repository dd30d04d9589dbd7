import type { VisitBudget } from '../../store/store.ts'

/**
 * Limits of what is stored for one day. A person who reads all day opens some hundred pages; a school's site has some
 * hundred. Beyond these limits the client is a program, and invented values must not fill the disk, the statistics or the
 * responses.
 */
export const visitBudget = {
  visitsPerConsent: 1000,
  newValuesPerConsent: 200,
  values: { page: 2000, referrer: 1000, browser: 100, os: 100, device: 20 },
  // No real value is `*`: a path begins with a slash, a host has a fixed character set, a browser is a word.
  other: '*',
  // A value that occurs this often is shown.
  established: 5,
} as const satisfies VisitBudget

/** Maximum distinct values of a dimension in one statistics response, whatever the period. */
export const VALUES_KEPT_APART = 20_000
