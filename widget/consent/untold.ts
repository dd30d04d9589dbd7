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
    // Only the copy in localStorage has the secret.
    for (const entry of stale ? takeBack({ stale }, context) : [])
      if (entry.bearer || !untold.has(entry.record)) untold.set(entry.record, entry)
  }
  if (!untold.size) return
  await outbox.edit((waiting) => {
    for (const entry of waiting) if (entry.kind === 'withdrawal') untold.delete(entry.record)
    return [...untold.values(), ...waiting]
  })
  writeLocal(WAITING, '1')
}
