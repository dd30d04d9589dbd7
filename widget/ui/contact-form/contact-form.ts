import * as contact from '../../text/kk/contact.ts'
import * as text from '../../text/kk.ts'
import type { ContactFormUi } from '../props.ts'
import { element } from '../root/element.ts'
import { themeOf } from '../root/look.ts'
import { adoptSheet } from '../root/sheet.ts'
import { contactFormCss } from './contact-form-styles.ts'

type Properties = Partial<HTMLInputElement>

const input = (name: string, label: string, properties: Properties = {}): HTMLElement =>
  element('label', {}, label, element('input', { type: 'text', ...properties, name }))

/** A radio button or a box, with its label behind it. */
const choice = (label: string, properties: Properties): HTMLElement =>
  element(
    'label',
    { className: 'kelisim-choice' },
    element('input', { ...properties, required: true }),
    element('span', {}, label),
  )

/** Three answers and no default; a birth date is not asked for (MI-01). */
function createSenders(): HTMLElement {
  const senders = [
    ['adult', text.formWhoAdult],
    ['representative', text.formWhoRep],
    ['minor', text.formWhoMinor],
  ] as const
  return element(
    'fieldset',
    {},
    element('legend', {}, text.formWho),
    ...senders.map(([value, label]) => choice(label, { type: 'radio', name: 'sender', value })),
  )
}

/** Hidden from people, screen readers included; software that fills in every field fills it in too (CF-09). */
function createTrap(): HTMLElement {
  const trap = input('website', contact.formWebsite, { tabIndex: -1, autocomplete: 'off' })
  trap.className = 'kelisim-website'
  trap.setAttribute('aria-hidden', 'true')
  return trap
}

const optional = (label: string) => `${label} ${text.formOptional}`

let isAdopted = false

export const renderContactForm: ContactFormUi['renderContactForm'] = (host, place) => {
  if (!isAdopted) adoptSheet(contactFormCss)
  isAdopted = true
  const { language, server } = host
  const message = element('textarea', { name: 'message', rows: 6, maxLength: 4000, required: true })
  const form = element(
    'form',
    { method: 'post', action: `${server}/v1/messages` },
    element('h2', {}, text.formTitle),
    createSenders(),
    input('name', text.formName, { autocomplete: 'name', maxLength: 200, required: true }),
    input('email', optional(text.formEmail), {
      ...{ type: 'email', autocomplete: 'email', maxLength: 254 },
    }),
    input('phone', optional(text.formPhone), { type: 'tel', autocomplete: 'tel', maxLength: 32 }),
    element('p', {}, text.formReplyHint),
    element('label', {}, text.formMessage, message),
    element('p', {}, text.formMinimiseHint),
    createTrap(),
    // Who takes the form over fills in the consent text.
    choice('', { type: 'checkbox', name: 'consent', value: 'true' }),
    element(
      'p',
      {},
      element('a', { href: `${server}/policy?lang=${language}` }, text.bannerPolicy),
    ),
    element('button', { type: 'submit' }, text.formSubmit),
  )
  const box = element('div', { className: 'kelisim-contact', lang: language, dir: 'ltr' }, form)
  box.dataset.theme = themeOf(host)
  place.replaceChildren(box)
  return form
}
