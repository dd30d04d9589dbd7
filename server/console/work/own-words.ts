import type { OwnWords } from '../text/explain.ts'
import { fill } from '../text/fill.ts'
import { useWorkSpeech, type WorkTexts } from './speech.ts'

/** Returns what an act is called; its own name for one that has no other here. */
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

/** Returns the words for why an act on a message or request was not done. */
export function useOwnWords(): OwnWords {
  const { words } = useWorkSpeech()
  return {
    changed_meanwhile: ({ first }) =>
      fill(words.changedMeanwhile, { act: nameAct(first?.name ?? '', words) }),
    gone: words.gone,
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
}
