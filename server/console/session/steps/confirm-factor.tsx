import type { FactorOfferResult, limits } from '../../../contract/index.ts'
import { TextField } from '../../parts/form/field.tsx'
import { Form } from '../../parts/form/form.tsx'
import { useForm } from '../../parts/form/use-form.ts'
import { confirmFactor } from '../calls.ts'
import { QrCode } from '../qr/qr-code.tsx'
import { useSessionTexts } from '../speech.ts'

const MAX_LENGTH: typeof limits.factorCode = 40

/** Shows a secret as a picture and as text, and takes a code of it. */
export function ConfirmFactor({
  offer: { secret, uri },
  onCodes,
}: {
  readonly offer: FactorOfferResult
  readonly onCodes: (recoveryCodes: readonly string[]) => void
}) {
  const own = useSessionTexts()
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => (code.trim() === '' ? { code: own.factorMissing } : {}),
    send: ({ code }) => confirmFactor({ body: { secret, code } }),
    onDone: ({ recoveryCodes }) => onCodes(recoveryCodes),
    ownWords: { factor_refused: own.setUpWrong },
  })
  return (
    <>
      <p>{own.scan}</p>
      <QrCode text={uri} label={own.picture} />
      <p class="secret">
        {own.secret}: <code>{secret.replace(/.{4}(?!$)/g, '$& ')}</code>
      </p>
      <Form form={form} label={own.setUpTitle} submit={own.setUpSubmit}>
        <TextField
          {...{ form, name: 'code', maxLength: MAX_LENGTH, autoComplete: 'one-time-code' }}
          label={own.setUpCode}
        />
      </Form>
    </>
  )
}
