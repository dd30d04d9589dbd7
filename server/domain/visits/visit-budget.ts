import type { VisitBudget } from '../../store/store.ts'

/**
 * What may be kept of one day. A person who reads all day opens some hundred pages; a school's site has some hundred. Past
 * these a program is at work, and what it invents must not fill the disk, the figures or the answers of others.
 */
export const visitBudget = {
  visitsPerConsent: 1000,
  newValuesPerConsent: 200,
  values: { page: 2000, referrer: 1000, browser: 100, os: 100, device: 20 },
  // No path is this, which begins with a slash; no host, whose characters are given; no browser, which is a word.
  other: '*',
  // What is often enough to be shown.
  established: 5,
} as const satisfies VisitBudget

/** Different values of a dimension that one answer of the statistics keeps apart, whatever the period. */
export const VALUES_KEPT_APART = 20_000
