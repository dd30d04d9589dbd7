import { NAME, WAITING } from '../../page/name.ts'
import type { Outbox } from '../../page/storage/outbox.ts'
import { readLocal } from '../../page/storage/saved.ts'
import { writeLocal } from '../../page/storage/write-saved.ts'
import { type DecisionContext, takeBack } from '../decide.ts'
import { parseChoice } from './recall.ts'
import type { Entry } from './record.ts'

/**
 * Has the server told of grants that a refusal ended where nothing had come that could tell of it (`keepRefusal`): of each
 * record once.
 */
export async function takeUntold(
  outbox: Pick<Outbox<Entry>, 'edit'>,
  context: Pick<DecisionContext, 'makeId' | 'nowMs' | 'isOwnSite'>,
): Promise<void> {
  const texts = readTexts()
  if (!texts.some(readOwn)) return
  const untold = texts.flatMap((text) => takeBack({ stale: readOwn(text) }, context))
  await outbox.edit((waiting) => {
    // The copy in localStorage, which alone has the secret, comes last.
    const isLast = ({ path }: Entry, at: number) =>
      ![...untold.slice(at + 1), ...waiting].some((other) => other.path === path)
    return [...untold.filter(isLast), ...waiting]
  })
  // Read anew: more may have come meanwhile.
  const isLeft = (text: string) => !texts.includes(text) || !readOwn(text)
  writeLocal(WAITING, readTexts().filter(isLeft).join() || '1')
}

const readTexts = () => readLocal(WAITING)?.split(',') ?? []
/** Behind another owner's name stands nothing of one's own. */
const readOwn = (text: string) => parseChoice(text.replace(NAME, ''))
