import { html } from 'hono/html'
import type { SiteConfig } from '../../../config/site/site-config.ts'
import { limits } from '../../../contract/limits.ts'
import type { Language } from '../../../contract/words.ts'
import type { Html } from '../layout/page-layout.ts'
import { requestPageTexts } from '../request/request-page-text.ts'
import type { MyDataText } from './my-data-text.ts'

/** A form of the my-data page. Typed values never appear in an address. */
export const renderForm = (language: Language, act: string, main: Html): Html =>
  html`<form method="post" action="/my-data?lang=${language}">
<input type="hidden" name="act" value="${act}">
${main}
</form>`

/** The ways to access one's own data: this device, reference and code of a message, a mailed code (DS-11). */
export const renderFind = (
  language: Language,
  text: MyDataText,
  { complaint }: Pick<SiteConfig, 'complaint'>,
): Html => html`<p>${text.myFree}</p>
<h2>${text.myHere}</h2>
<p>${text.deviceHint}</p>
${renderForm(language, 'show', html`<button type="submit">${text.myShow}</button>`)}
<h2>${text.myOther}</h2>
<p>${text.myFindHint}</p>
${renderForm(
  language,
  'show',
  html`<label for="reference">${text.myReference}</label>
<input id="reference" name="reference" required maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false">
<label for="secret">${text.mySecret}</label>
<input id="secret" name="secret" required maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false">
<button type="submit">${text.myShow}</button>`,
)}
<p>${text.myEmailHint}</p>
${renderForm(
  language,
  'mail',
  html`<label for="email">${text.myEmail}</label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="${limits.email}">
<button type="submit">${text.myEmailSend}</button>`,
)}
<h2>${text.myMore}</h2>
<p><a href="/request?lang=${language}">${requestPageTexts[language].title}</a></p>
<h2>${text.myComplain}</h2>
<p>${complaint[language]}</p>`

/** The field for the code that was mailed. */
export const renderCode = (challenge: string, language: Language, text: MyDataText): Html =>
  html`<p id="sent" role="status">${text.myEmailSent}</p>
${renderForm(
  language,
  'show',
  html`<input type="hidden" name="challenge" value="${challenge}">
<label for="code">${text.myCode}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="${limits.code}" aria-describedby="sent">
<button type="submit">${text.myShow}</button>`,
)}
<p><a href="/my-data?lang=${language}">${text.myBack}</a></p>`
