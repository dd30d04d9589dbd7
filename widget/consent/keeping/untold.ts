import { NAME, WAITING } from '../../page/name.ts'
import type { Outbox } from '../../page/storage/outbox.ts'
import { readLocal } from '../../page/storage/saved.ts'
import { writeLocal } from '../../page/storage/write-saved.ts'
import { type DecisionContext, takeBack } from '../decide.ts'
import { parseChoice } from './recall.ts'
import type { Entry } from './record.ts'

/** Queues the withdrawal of grants that a refusal ended while the keeper was not loaded (`keepRefusal`), once for each record. */
export async function takeUntold(
  outbox: Pick<Outbox<Entry>, 'edit'>,
  context: Pick<DecisionContext, 'makeId' | 'nowMs' | 'isOwnSite'>,
): Promise<void> {
  const texts = readTexts()
  if (!texts.some(readOwn)) return
  const untold = texts.flatMap((text) => takeBack({ stale: readOwn(text) }, context))
  await outbox.edit((waiting) => {
    // The copy in localStorage comes last, because only it has the secret.
    const isLast = ({ path }: Entry, at: number) =>
      ![...untold.slice(at + 1), ...waiting].some((other) => other.path === path)
    return [...untold.filter(isLast), ...waiting]
  })
  // Read again, since more may have been added meanwhile.
  const isLeft = (text: string) => !texts.includes(text) || !readOwn(text)
  writeLocal(WAITING, readTexts().filter(isLeft).join() || '1')
}

const readTexts = () => readLocal(WAITING)?.split(',') ?? []
/** Entries after another owner's name are not ours. */
const readOwn = (text: string) => parseChoice(text.replace(NAME, ''))
