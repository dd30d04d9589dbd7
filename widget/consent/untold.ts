import { WAITING } from '../page/name.ts'
import type { Outbox } from '../page/outbox.ts'
import { readLocal } from '../page/saved.ts'
import { writeLocal } from '../page/write-saved.ts'
import { type DecisionContext, takeBack } from './decide.ts'
import { parseChoice } from './recall.ts'
import type { Entry } from './record.ts'

type Withdrawal = Extract<Entry, { kind: 'withdrawal' }>

/**
 * Has the server told of grants that a refusal ended where nothing had come that could tell of it (`keepRefusal`): of each
 * record once.
 */
export async function takeUntold(
  outbox: Pick<Outbox<Entry>, 'edit'>,
  context: Pick<DecisionContext, 'makeId' | 'nowMs' | 'isOwnSite'>,
): Promise<void> {
  const untold = new Map<string, Withdrawal>()
  for (const text of readLocal(WAITING)?.split(',') ?? []) {
    const stale = parseChoice(text)
    // The copy in localStorage, which alone has the secret, comes last.
    for (const entry of stale ? takeBack({ stale }, context) : []) untold.set(entry.record, entry)
  }
  if (!untold.size) return
  await outbox.edit((waiting) => {
    for (const entry of waiting) if (entry.kind === 'withdrawal') untold.delete(entry.record)
    return [...untold.values(), ...waiting]
  })
  writeLocal(WAITING, '1')
}
