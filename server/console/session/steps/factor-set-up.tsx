import { useState } from 'preact/hooks'
import { Answered, useAnswer } from '../../parts/answered.tsx'
import { offerFactor } from '../calls.ts'
import { Card } from '../card.tsx'
import { useSessionTexts } from '../speech.ts'
import { ConfirmFactor } from './confirm-factor.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** Sets up the second factor before anything else is shown, and then shows the recovery codes. */
export function FactorSetUp({ onDone }: { readonly onDone: () => void }) {
  const own = useSessionTexts()
  const offer = useAnswer(offerFactor, '')
  const [codes, setCodes] = useState<readonly string[]>()
  if (codes)
    return (
      <Card title={own.codesTitle} intro={own.codesIntro} isWide>
        <RecoveryCodes codes={codes} onDone={onDone} />
      </Card>
    )
  return (
    <Card title={own.setUpTitle} intro={own.setUpIntro} isWide>
      <Answered awaited={offer}>
        {(offered) => <ConfirmFactor offer={offered} onCodes={setCodes} />}
      </Answered>
    </Card>
  )
}
