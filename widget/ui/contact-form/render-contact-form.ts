import type { ContactFormUi } from '../props.ts'
import { themeOf } from '../root/look.ts'
import { adoptSheet } from '../root/sheet.ts'
import { draw } from '../root/static-tree.ts'
import { ContactForm } from './contact-form.tsx'
import { contactFormCss } from './contact-form-styles.ts'

let isAdopted = false

export const renderContactForm: ContactFormUi['renderContactForm'] = (host, place) => {
  if (!isAdopted) adoptSheet(contactFormCss)
  isAdopted = true
  const { language, server } = host
  const box = draw(ContactForm({ language, server, theme: themeOf(host) }))
  place.textContent = ''
  place.appendChild(box)
  return box.firstElementChild as HTMLFormElement
}
