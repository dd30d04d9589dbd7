import type { DueItem, TodayResult } from '../../contract/index.ts'

/** Things of one kind that are shown one by one. */
const OF_A_KIND = 5

/** The list of a kind: where the rest of its things are. */
const lists: Readonly<Record<DueItem['kind'], string>> = {
  request: '/requests',
  message: '/messages',
  breach_authority: '/breaches',
  breach_people: '/breaches',
  transfer_notice: '/registers/disclosures',
  confidentiality: '/registers/processors',
  policy: '/policy',
  legal_hold: '/storage',
}

/**
 * Shows the first things of each kind and counts the others, so that many of one kind hide none of another.
 *
 * @param due in the order in which they are shown.
 */
export function foldDue(due: readonly DueItem[]): Pick<TodayResult, 'due' | 'more'> {
  const counts = new Map<DueItem['kind'], number>()
  const shown = due.filter(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    return count <= OF_A_KIND
  })
  const more = Array.from(counts, ([kind, count]) => ({
    ...{ kind, count: count - OF_A_KIND, address: lists[kind] },
  }))
  return { due: shown, more: more.filter(({ count }) => count > 0) }
}
