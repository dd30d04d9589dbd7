import type { limits, SessionResult } from '../../../contract/index.ts'
import { TextField } from '../../parts/form/field.tsx'
import { Form } from '../../parts/form/form.tsx'
import { useForm } from '../../parts/form/use-form.ts'
import { showFactor } from '../calls.ts'
import { Card } from '../card.tsx'
import { useSessionTexts } from '../speech.ts'

const MAX_LENGTH: typeof limits.factorCode = 40

/** Form for a code of the second factor, or a recovery code. */
export function ShowFactor({
  onDone,
  onLeave,
}: {
  readonly onDone: (session: SessionResult) => void
  readonly onLeave: () => void
}) {
  const own = useSessionTexts()
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => (code.trim() === '' ? { code: own.factorMissing } : {}),
    send: async ({ code }) => {
      const answer = await showFactor({ body: { code } })
      if (answer.kind !== 'right') form.set('code', '')
      return answer
    },
    onDone,
    ownWords: { sign_in_refused: own.factorWrong },
  })
  const leave = (
    <button type="button" onClick={onLeave}>
      {own.otherAccount}
    </button>
  )
  return (
    <Card title={own.factorTitle} intro={own.factorIntro}>
      <Form form={form} label={own.factorTitle} submit={own.factorSubmit} acts={leave}>
        <TextField
          {...{ form, name: 'code', maxLength: MAX_LENGTH, autoComplete: 'one-time-code' }}
          label={own.factorCode}
          hint={own.factorCodeHint}
        />
      </Form>
    </Card>
  )
}
