import type { SessionResult } from '../../../contract/index.ts'
import { Acceptance } from './acceptance.tsx'
import { Claim } from './claim.tsx'
import { FactorSetUp } from './factor-set-up.tsx'
import { ShowFactor } from './show-factor.tsx'
import { Undertaking } from './undertaking.tsx'

/** What is to be done after the password: where each leads is said by the server. */
export function StepsScreen({
  step,
  invitation,
  onSession,
  onAgain,
  onLeave,
}: {
  readonly step: 'invitation' | Exclude<SessionResult['step'], 'none' | 'ready'>
  /** Token of an invitation. */
  readonly invitation: string | undefined
  readonly onSession: (session: SessionResult) => void
  /** Asks the server how far this browser is signed in. */
  readonly onAgain: () => void
  readonly onLeave: () => void
}) {
  switch (step) {
    case 'invitation':
      return <Acceptance token={invitation ?? ''} onDone={onSession} />
    case 'claim':
      return <Claim onDone={onSession} />
    case 'factor':
      return <ShowFactor onDone={onSession} onLeave={onLeave} />
    case 'factor_setup':
      return <FactorSetUp onDone={onAgain} />
    case 'undertaking':
      return <Undertaking onDone={onAgain} />
    default:
      return step satisfies never
  }
}
