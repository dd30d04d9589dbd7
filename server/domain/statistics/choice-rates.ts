import type { ConsentFigures, Count } from '../../contract/index.ts'

/** Not `??`: a withheld count is `null` and must not become a zero. */
export const countAt = (counts: readonly Count[], index: number): Count => {
  const count = counts[index]
  return count === undefined ? 0 : count
}

/** Returns consents and refusals with their rate, which is known where both are shown and one is not zero. */
export function withRate(consents: Count, refusals: Count): ConsentFigures {
  const isShown = typeof consents === 'number' && typeof refusals === 'number'
  const all = isShown ? consents + refusals : 0
  return { consents, refusals, consentRate: isShown && all > 0 ? consents / all : null }
}
