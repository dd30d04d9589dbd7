import type { RequestLine } from '../../contract/index.ts'
import { StateBadge } from '../parts/value/state-badge.tsx'
import { useWorkSpeech } from '../work/speech.ts'

/** The state of a request in words, and who has it while it is open. */
export function RequestState({
  line: { state, isOverdue, assignee, isMine },
}: {
  readonly line: Pick<RequestLine, 'state' | 'isOverdue'> &
    Partial<Pick<RequestLine, 'assignee' | 'isMine'>>
}) {
  const { words } = useWorkSpeech()
  if (state === 'answered') return <StateBadge standing="done">{words.stateAnswered}</StateBadge>
  if (state === 'refused') return <StateBadge standing="stopped">{words.stateRefused}</StateBadge>
  if (isOverdue) return <StateBadge standing="late">{words.stateOverdue}</StateBadge>
  if (assignee)
    return <StateBadge standing="active">{isMine ? words.ownerMe : assignee}</StateBadge>
  return <StateBadge standing="waiting">{words.stateOpen}</StateBadge>
}
