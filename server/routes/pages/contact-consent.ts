import { html } from 'hono/html'
import type { SiteResult } from '../../contract/index.ts'
import type { Language } from '../../contract/words.ts'
import { renderOperator, renderTransfer } from './consent-form-page.ts'
import { consentFormTexts } from './consent-form-text.ts'
import type { Html } from './page-layout.ts'
import { fillText } from './page-text.ts'

/** Of the names of data, those that a contact form asks for: name, email, telephone, text. */
const CONTACT_DATA = 4

/** What a message's consent rests on (Art. 8(4)), as it is configured; who consents stands in the form above. */
export function renderContactConsent(site: SiteResult, language: Language): Html {
  const text = consentFormTexts[language]
  const purpose = text.purposes.contact ?? ''
  const items: readonly (readonly [string, string])[] = [
    [text.operator, renderOperator(site, language)],
    [text.purpose, purpose],
    [text.data, text.dataNames.slice(0, CONTACT_DATA).join(', ')],
    [text.term, fillText(text.daysFromSending, { purpose, n: String(site.messageDays) })],
    [text.thirdParties, renderTransfer(site.thirdParties, text, '')],
    [text.crossBorder, renderTransfer(site.crossBorder, text, '')],
    [text.publicSources, renderTransfer(site.publicSources, text, '')],
  ]
  return html`<ul>${items.map(([label, value]) => html`<li>${label}: ${value}</li>`)}</ul>
<p>${fillText(text.withdrawal, { contact: site.operator.contact })}</p>`
}
