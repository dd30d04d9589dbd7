import type { AccountResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { fill } from '../text/fill.ts'
import { nameRole } from '../text/name-role.ts'
import { readAccount } from './calls.ts'
import { ChangePassword } from './change-password.tsx'
import { FactorPanel } from './factor-panel.tsx'
import { OtherSessions } from './other-sessions.tsx'
import { SessionList } from './session-list.tsx'
import { useAccountTexts } from './speech.ts'

/** One's own account: who one is, second factor, password and sessions. */
export function AccountScreen() {
  const own = useAccountTexts()
  const account = useAnswer(readAccount, '')
  return (
    <>
      <ScreenTitle title={own.title} />
      <Answered awaited={account}>
        {(shown) => (
          <>
            <Self account={shown} />
            <FactorPanel account={shown} onChanged={account.reload} />
          </>
        )}
      </Answered>
      <SessionList />
      <ChangePassword />
      <OtherSessions />
    </>
  )
}

function Self({ account }: { readonly account: AccountResult }) {
  const { text, language } = useSpeech()
  const own = useAccountTexts()
  const { timeZone } = useSite()
  const { name, email, role, undertakingAt } = account
  const accepted =
    undertakingAt &&
    fill(own.undertakingAt, { at: formatInstant(undertakingAt, language, timeZone) })
  return (
    <Panel title={own.factsTitle}>
      <Facts
        facts={[
          { name: text.fullName, value: name ?? own.unreadable },
          { name: text.email, value: email ?? own.unreadable },
          { name: own.role, value: nameRole(role, text) },
          ...(accepted ? [{ name: own.undertaking, value: accepted }] : []),
        ]}
      />
    </Panel>
  )
}
