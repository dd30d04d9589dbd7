import { useState } from 'preact/hooks'
import type { AccountResult, limits } from '../../contract/index.ts'
import { TextField } from '../parts/form/field.tsx'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { useSessionTexts } from '../session/speech.ts'
import { type Answer, mapAnswer } from '../shell/call.ts'
import { useSpeech } from '../shell/speech.ts'
import { removeFactor, renewRecoveryCodes } from './calls.ts'
import { useAccountTexts } from './speech.ts'

const MAX_LENGTH: typeof limits.factorCode = 40

/** New recovery codes, or no second factor any more: both want the password and a code. */
export function ChangeFactor({
  account,
  onCodes,
  onChanged,
}: {
  readonly account: AccountResult
  readonly onCodes: (codes: readonly string[]) => void
  readonly onChanged: () => void
}) {
  const { text } = useSpeech()
  const own = useAccountTexts()
  const words = useSessionTexts()
  const [act, setAct] = useState<'renew' | 'remove'>()
  const form = useForm({
    initial: { password: '', code: '' },
    check: ({ password, code }) => ({
      ...(password === '' && { password: text.passwordMissing }),
      ...(code.trim() === '' && { code: words.factorMissing }),
    }),
    send: async (body): Promise<Answer<readonly string[] | undefined>> =>
      act === 'remove'
        ? mapAnswer(await removeFactor({ body }), () => undefined)
        : mapAnswer(await renewRecoveryCodes({ body }), (done) => done.recoveryCodes),
    onDone: (codes) => {
      setAct(undefined)
      form.reset()
      if (codes) return onCodes(codes)
      // Where one is required nothing else is possible now: the console asks for it from the start.
      if (account.isFactorRequired) location.reload()
      else onChanged()
    },
    ownWords: { factor_refused: words.factorWrong, sign_in_refused: own.passwordWrong },
  })
  if (!act)
    return (
      <div class="acts">
        <button type="button" onClick={() => setAct('renew')}>
          {own.renew}
        </button>
        <button type="button" onClick={() => setAct('remove')}>
          {own.remove}
        </button>
      </div>
    )
  const leave = (
    <button type="button" onClick={() => setAct(undefined)}>
      {text.leaveAsItIs}
    </button>
  )
  const title = act === 'remove' ? own.remove : own.renew
  return (
    <Form form={form} label={title} submit={title} isDangerous={act === 'remove'} acts={leave}>
      <TextField
        {...{ form, name: 'password', type: 'password', autoComplete: 'current-password' }}
        label={own.passwordAgain}
        hint={own.passwordWhy}
      />
      <TextField
        {...{ form, name: 'code', maxLength: MAX_LENGTH, autoComplete: 'one-time-code' }}
        label={words.factorCode}
        hint={words.factorCodeHint}
      />
    </Form>
  )
}
