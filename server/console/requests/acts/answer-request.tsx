import type { AnswerBody } from '../../../contract/index.ts'
import { useActId } from '../../parts/form/act-id.ts'
import { CheckField, ChoiceField } from '../../parts/form/field.tsx'
import { Form } from '../../parts/form/form.tsx'
import { useForm } from '../../parts/form/use-form.ts'
import { isLanguage } from '../../shell/language.ts'
import { AnswerField } from '../../work/answer-field.tsx'
import { useOwnWords } from '../../work/own-words.ts'
import type { WorkTexts } from '../../work/speech.ts'
import { useWorkSpeech } from '../../work/speech.ts'
import { requestTemplates } from '../../work/templates.ts'
import { answerRequest } from '../calls.ts'
import type { ActProps } from './act-props.ts'

const identities = (words: WorkTexts) => [
  { value: '', title: words.identityNone },
  { value: 'document', title: words.identityDocument },
  { value: 'in_person', title: words.identityInPerson },
  { value: 'known_contact', title: words.identityKnown },
]

const NOTHING_TYPED: { text: string; identity: string; carryOut: boolean } = {
  ...{ text: '', identity: '' },
  carryOut: false,
}

/** Answers a request, and does what it asks for where that is wanted. */
export function AnswerRequest({ request, onChanged }: ActProps) {
  const { words } = useWorkSpeech()
  const ownWords = useOwnWords()
  const act = useActId()
  const { number, revision, kind, verifiedBy, things, canMail } = request
  const needsIdentity = verifiedBy === null && kind !== 'objection' && kind !== 'blocking'
  const canCarryOut =
    things.length > 0 && (kind === 'deletion' || kind === 'blocking' || kind === 'objection')
  const form = useForm({
    initial: NOTHING_TYPED,
    check: ({ text, identity }) => ({
      ...(text.trim() === '' && { text: words.answerMissing }),
      ...(needsIdentity && identity === '' && { identity: words.identityMissing }),
    }),
    send: ({ text, identity, carryOut }) =>
      answerRequest({
        params: { number },
        body: {
          ...{ text, act, seen: revision },
          ...(identity !== '' && { identity: identity as NonNullable<AnswerBody['identity']> }),
          ...(carryOut && { carryOut: true as const }),
        },
      }),
    onDone: () => onChanged(),
    ownWords,
  })
  return (
    <Form form={form} label={words.doAnswer} submit={words.doAnswer}>
      <AnswerField
        form={form}
        hint={canMail ? words.doAnswerHint : words.mailNone}
        templates={requestTemplates}
        language={isLanguage(request.language) ? request.language : 'kk'}
      />
      {needsIdentity && (
        <ChoiceField
          form={form}
          name="identity"
          label={words.identity}
          choices={identities(words)}
        />
      )}
      {canCarryOut && (
        <CheckField
          form={form}
          name="carryOut"
          label={words.carryOut}
          hint={kind === 'deletion' ? words.carryOutDeletion : words.carryOutBlock}
        />
      )}
    </Form>
  )
}
