import type { Language } from '../../contract/index.ts'
import { formatInstant } from '../parts/value/format.ts'
import type { Failure } from '../shell/call.ts'
import { fill } from '../text/fill.ts'
import type { WorkTexts } from './speech.ts'

/** Returns what an act is called; `undefined` for one that has no name here. */
export function nameAct(name: string, words: WorkTexts): string {
  const names: Readonly<Record<string, string>> = {
    assign: words.actAssign,
    close: words.actClose,
    answer: words.actAnswer,
    refuse: words.actRefuse,
    correct: words.actCorrect,
    restrict: words.actRestrict,
    lift: words.actLift,
    erase: words.actErase,
  }
  return names[name] ?? name
}

/** Returns who acted: a name, or the system in words. */
export const nameActor = (by: string, words: WorkTexts): string =>
  by === 'system' ? words.bySystem : by

/** Says why an act on a message or request was not done; `undefined` where the frame says it. */
export function sayRefusal(
  failure: Failure,
  words: WorkTexts,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): string | undefined {
  if (failure.kind === 'offline') return undefined
  const { code, first, destruction } = failure
  if (code === 'changed_meanwhile' && first) {
    const at = formatInstant(first.at, language, timeZone)
    const act = nameAct(first.name, words)
    return fill(words.changedMeanwhile, { by: nameActor(first.by, words), act, at })
  }
  if (code === 'gone') return fill(words.gone, { number: destruction ?? '' })
  const own: Readonly<Partial<Record<typeof code, string>>> = {
    request_closed: words.requestClosed,
    not_carried_out: words.notCarriedOut,
    held_by_law: words.heldByLaw,
    not_refusable: words.notRefusable,
    sender_unverified: words.identityMissing,
    nothing_here: words.nothingHere,
    nothing_to_correct: words.correctNothing,
    nowhere_to_answer: words.nowhereToAnswer,
    mail_unavailable: words.mailNone,
  }
  return own[code]
}
