import { useSpeech } from '../shell/language.ts'
import { ChangePassword } from './change-password.tsx'
import { OtherSessions } from './other-sessions.tsx'

/** The administrator's account: password and other sessions. */
export function AccountScreen({
  onBack,
  onEnded,
}: {
  readonly onBack: () => void
  readonly onEnded: () => void
}) {
  const { text } = useSpeech()
  return (
    <>
      <button type="button" class="quiet" onClick={onBack}>
        {text.backToStatistics}
      </button>
      <ChangePassword onEnded={onEnded} />
      <OtherSessions onEnded={onEnded} />
    </>
  )
}
