import { useState } from 'preact/hooks'
import type { AccountResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { Notice } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { offerFactor } from '../session/calls.ts'
import { useSessionTexts } from '../session/speech.ts'
import { ConfirmFactor } from '../session/steps/confirm-factor.tsx'
import { RecoveryCodes } from '../session/steps/recovery-codes.tsx'
import { fill } from '../text/fill.ts'
import { ChangeFactor } from './change-factor.tsx'
import { useAccountTexts } from './speech.ts'

interface Props {
  readonly account: AccountResult
  readonly onChanged: () => void
}

/** The second factor: set up, remove, new recovery codes. */
export function FactorPanel(props: Props) {
  const own = useAccountTexts()
  const words = useSessionTexts()
  const [codes, setCodes] = useState<readonly string[]>()
  const done = () => {
    setCodes(undefined)
    props.onChanged()
  }
  return (
    <Panel title={own.factorTitle}>
      {codes ? (
        <>
          <p>{words.codesIntro}</p>
          <RecoveryCodes codes={codes} onDone={done} />
        </>
      ) : props.account.hasFactor ? (
        <>
          <Notice kind="good">{fill(own.factorOn, { n: props.account.recoveryCodesLeft })}</Notice>
          <ChangeFactor {...props} onCodes={setCodes} />
        </>
      ) : (
        <AddFactor {...props} onCodes={setCodes} />
      )}
    </Panel>
  )
}

function AddFactor({
  account,
  onCodes,
}: Props & { readonly onCodes: (codes: readonly string[]) => void }) {
  const own = useAccountTexts()
  const [isAdding, setAdding] = useState(false)
  if (isAdding) return <Offer onCodes={onCodes} />
  return (
    <>
      <Notice kind="attention">
        {own.factorNone} {!account.isFactorRequired && own.factorOptional}
      </Notice>
      <div class="acts">
        <button type="button" class="main" onClick={() => setAdding(true)}>
          {own.factorAdd}
        </button>
      </div>
    </>
  )
}

function Offer({ onCodes }: { readonly onCodes: (codes: readonly string[]) => void }) {
  const offer = useAnswer(offerFactor, '')
  return (
    <Answered awaited={offer}>
      {(offered) => <ConfirmFactor offer={offered} onCodes={onCodes} />}
    </Answered>
  )
}
