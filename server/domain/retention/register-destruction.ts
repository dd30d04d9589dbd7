import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store } from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'
import type { EndAction, RetentionRule } from './schedule.ts'

interface RegisterDeps {
  readonly store: Pick<Store, 'readTallies' | 'closeTally'>
  readonly cryptography: Cryptography
  readonly clock: () => number
  readonly site: { readonly timeZone: string }
}

const methods: Readonly<Record<EndAction, string>> = {
  delete: 'deletion',
  shorten: 'shortening',
  drop_small: 'deletion',
  prune: 'deletion',
  keep: 'none',
}

/**
 * Adds a line to the register of destructions for each class of which data were destroyed since the last line (RT-05): day,
 * class, count, ground, method; no personal data. Where nothing was destroyed, it writes nothing.
 *
 * @param actor `system`, or `administrator` for a run on request.
 */
export async function registerDestructions(
  deps: RegisterDeps,
  { rules, actor }: { readonly rules: readonly RetentionRule[]; readonly actor: string },
): Promise<void> {
  const { store, cryptography, clock, site } = deps
  for (const tally of await store.readTallies()) {
    const rule = rules.find(({ dataClass }) => dataClass === tally.dataClass)
    const content = {
      date: dayOf(clock(), site.timeZone),
      category: tally.dataClass,
      count: tally.count,
      ground: 'end_of_term',
      clauses: rule?.ground ?? '6.3',
      method: methods[rule?.atEnd ?? 'delete'],
    }
    const thread = `retention.${tally.dataClass}`
    const given = { register: 'destructions' as const, thread, content, actor }
    const entries = [await buildRegisterEntry(given, { cryptography, clock })]
    await store.closeTally(tally, { entries })
  }
}
