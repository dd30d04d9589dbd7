import type { JSX } from 'preact'
import type { Language } from '../../../server/contract/index.ts'
import * as contact from '../../text/kk/contact.ts'
import * as text from '../../text/kk.ts'

type Attributes = JSX.IntrinsicElements['input']

const input = (name: string, label: string, attributes: Attributes = {}) => (
  <label>
    {label}
    <input type="text" {...attributes} name={name} />
  </label>
)

/** A radio button or checkbox followed by its label. */
const choice = (label: string, attributes: Attributes) => (
  <label class="kelisim-choice">
    <input required {...attributes} />
    <span>{label}</span>
  </label>
)

const sender = (value: string, label: string) =>
  choice(label, { type: 'radio', name: 'sender', value })

const optional = (label: string) => `${label} ${text.formOptional}`

/** Props of a contact form. */
export interface ContactFormProps {
  readonly language: Language
  /** Origin of the server. */
  readonly server: string
  readonly theme: string
}

/**
 * Three senders and no default; a birth date is not asked for (MI-01). The code that takes the form over fills in the consent
 * text.
 */
export const ContactForm = ({ language, server, theme }: ContactFormProps) => (
  <div class="kelisim-contact" lang={language} dir="ltr" data-theme={theme}>
    <form method="post" action={`${server}/v1/messages`}>
      <h2>{text.formTitle}</h2>
      <fieldset>
        <legend>{text.formWho}</legend>
        {sender('adult', text.formWhoAdult)}
        {sender('representative', text.formWhoRep)}
        {sender('minor', text.formWhoMinor)}
      </fieldset>
      {input('name', text.formName, { autocomplete: 'name', maxlength: 200, required: true })}
      {input('email', optional(text.formEmail), {
        ...{ type: 'email', autocomplete: 'email', maxlength: 254 },
      })}
      {input('phone', optional(text.formPhone), {
        ...{ type: 'tel', autocomplete: 'tel', maxlength: 32 },
      })}
      <p>{text.formReplyHint}</p>
      <label>
        {text.formMessage}
        <textarea name="message" rows={6} maxlength={4000} required />
      </label>
      <p>{text.formMinimiseHint}</p>
      {/* Hidden from people; software that fills in every field fills it in too (CF-09). */}
      <label class="kelisim-website" aria-hidden="true">
        {contact.formWebsite}
        <input type="text" tabindex={-1} autocomplete="off" name="website" />
      </label>
      {choice('', { type: 'checkbox', name: 'consent', value: 'true' })}
      <p>
        <a href={`${server}/policy?lang=${language}`}>{text.bannerPolicy}</a>
      </p>
      <button type="submit">{text.formSubmit}</button>
    </form>
  </div>
)
