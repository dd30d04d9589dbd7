import { useState } from 'preact/hooks'
import type { InvitationResult, Language, Role } from '../../contract/index.ts'
import { ChoiceField } from '../parts/form/field.tsx'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { Notice } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { EmailField } from '../session/person-fields.tsx'
import { languageNames } from '../shell/language.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { fill } from '../text/fill.ts'
import { invite } from './calls.ts'
import { listRoles } from './role-choices.ts'
import { usePeopleTexts } from './speech.ts'

const LANGUAGES = Object.entries(languageNames).map(([value, title]) => ({ value, title }))

/** Invites somebody: by mail, or by an address that is shown once. */
export function InviteForm({ onInvited }: { readonly onInvited: () => void }) {
  const own = usePeopleTexts()
  const { text, language } = useSpeech()
  const [invited, setInvited] = useState<InvitationResult>()
  const form = useForm({
    initial: { email: '', role: 'operator', language: language as string },
    check: ({ email }) => (email.trim() === '' ? { email: text.fieldMissing } : {}),
    send: (values) =>
      // The choices are the roles and the languages.
      invite({
        body: {
          email: values.email,
          role: values.role as Role,
          language: values.language as Language,
        },
      }),
    onDone: (result) => {
      setInvited(result)
      form.reset()
      onInvited()
    },
    ownWords: { account_present: own.accountPresent },
  })
  return (
    <Panel title={own.inviteTitle}>
      {invited && <Invited invited={invited} />}
      <Form form={form} label={own.inviteTitle} submit={own.inviteSubmit}>
        <EmailField form={form} isOwn={false} />
        <ChoiceField {...{ form, name: 'role', label: own.role }} choices={listRoles(text)} />
        <ChoiceField
          {...{ form, name: 'language', label: own.inviteLanguage }}
          choices={LANGUAGES}
        />
      </Form>
    </Panel>
  )
}

function Invited({ invited: { token, expiresAt } }: { readonly invited: InvitationResult }) {
  const own = usePeopleTexts()
  const { language } = useSpeech()
  const { timeZone } = useSite()
  const [isCopied, setCopied] = useState(false)
  const at = formatInstant(expiresAt, language, timeZone)
  if (token === null) return <Notice kind="good">{fill(own.mailed, { at })}</Notice>
  const address = `${location.origin}/admin/#invitation=${token}`
  return (
    <Notice kind="attention" title={own.linkTitle}>
      <p>{fill(own.linkText, { at })}</p>
      <p class="secret">
        <code>{address}</code>
      </p>
      <div class="acts">
        <button
          type="button"
          onClick={() =>
            navigator.clipboard.writeText(address).then(
              () => setCopied(true),
              () => {},
            )
          }
        >
          {isCopied ? own.copied : own.copy}
        </button>
      </div>
    </Notice>
  )
}
