import type { UndertakingResult } from '../../../contract/index.ts'
import { Answered, useAnswer } from '../../parts/answered.tsx'
import { CheckField } from '../../parts/form/field.tsx'
import { Form } from '../../parts/form/form.tsx'
import { useForm } from '../../parts/form/use-form.ts'
import { useSpeech } from '../../shell/speech.ts'
import { acceptUndertaking, readUndertaking } from '../calls.ts'
import { Card } from '../card.tsx'
import { useSessionTexts } from '../speech.ts'

/** The undertaking of confidentiality, which is accepted before anything is seen. */
export function Undertaking({ onDone }: { readonly onDone: () => void }) {
  const own = useSessionTexts()
  const undertaking = useAnswer(readUndertaking, '')
  return (
    <Card title={own.undertakingTitle} intro={own.undertakingIntro} isWide>
      <Answered awaited={undertaking}>
        {(shown) => <Accept undertaking={shown} onDone={onDone} />}
      </Answered>
    </Card>
  )
}

function Accept({
  undertaking: { version, texts },
  onDone,
}: {
  readonly undertaking: UndertakingResult
  readonly onDone: () => void
}) {
  const { language } = useSpeech()
  const own = useSessionTexts()
  const form = useForm({
    initial: { isRead: false },
    check: ({ isRead }) => (isRead ? {} : { isRead: own.undertakingMissing }),
    send: () => acceptUndertaking({ body: { version } }),
    onDone,
  })
  return (
    <>
      <div class="undertaking">
        {texts[language].split('\n').map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <Form form={form} label={own.undertakingTitle} submit={own.undertakingSubmit}>
        <CheckField form={form} name="isRead" label={own.undertakingTick} />
      </Form>
    </>
  )
}
