import { ChangePassword } from './change-password.tsx'
import { OtherSessions } from './other-sessions.tsx'

/** The administrator's account: password and other sessions. */
export function AccountScreen() {
  return (
    <>
      <ChangePassword />
      <OtherSessions />
    </>
  )
}
