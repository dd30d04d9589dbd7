import type { MessageLine } from '../../contract/index.ts'
import { StateBadge } from '../parts/value/state-badge.tsx'
import { useWorkSpeech } from '../work/speech.ts'

/** The state of a message in words, and who has it. */
export function MessageState({
  line: { closedAt, assignee, isMine },
}: {
  readonly line: Pick<MessageLine, 'closedAt' | 'assignee' | 'isMine'>
}) {
  const { words } = useWorkSpeech()
  if (closedAt !== null) return <StateBadge standing="done">{words.stateClosed}</StateBadge>
  if (assignee === null) return <StateBadge standing="waiting">{words.stateOpen}</StateBadge>
  return <StateBadge standing="active">{isMine ? words.ownerMe : assignee}</StateBadge>
}
