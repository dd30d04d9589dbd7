import type { Context } from 'hono'
import { html } from 'hono/html'
import type { SiteResult } from '../../contract/index.ts'
import { findLanguage, type Language } from '../../contract/words.ts'
import { againPageTexts } from './again-page-text.ts'
import type { AnswerPage } from './answer-page.ts'
import { renderContactConsent } from './contact-consent.ts'
import { messagePageTexts } from './message-page-text.ts'
import type { Html } from './page-layout.ts'
import { pageTexts } from './page-text.ts'

type Fields = Readonly<Record<string, string>>

/** Who may be writing; a minor is told that a parent must (MI-02). */
const SENDERS = ['adult', 'representative', 'minor'] as const

/**
 * What was typed, and what is never taken over from a page that nobody knows: who writes, and the consent, whose words that page
 * may not have shown. Both are asked for here, beside the words now in force (CF-02).
 */
function renderForm(fields: Fields, language: Language, site: SiteResult): Html {
  const { fields: labels } = messagePageTexts[language]
  const text = againPageTexts[language]
  const line = (name: string, type: string) =>
    html`<p><label>${labels[name]}<br><input type="${type}" name="${name}" value="${fields[name] ?? ''}"></label></p>`
  return html`<form method="post" action="/v1/messages" accept-charset="utf-8">
<input type="hidden" name="language" value="${language}">
<input type="hidden" name="policyVersion" value="${site.policyVersion}">
<fieldset><legend>${labels.sender}</legend>
${SENDERS.map((sender) => html`<p><label class="choice"><input type="radio" name="sender" value="${sender}" required> ${text[sender]}</label></p>`)}
</fieldset>
${line('name', 'text')}
${line('email', 'text')}
${line('phone', 'tel')}
<p><label>${labels.message}<br><textarea name="message" rows="8">
${fields.message ?? ''}</textarea></label></p>
${renderContactConsent(site, language)}
<p><a href="/policy?lang=${language}">${pageTexts[language].policy}</a></p>
<p><label class="choice"><input type="checkbox" name="consent" required> ${text.agree}</label></p>
<p><button>${text.send}</button></p>
</form>`
}

/**
 * Answers a plain form of a page that hides which one it is: nothing is stored, and what was typed stands in a form of the
 * server's own, to be looked at, consented to and sent from there. Of a minor nothing is repeated (MI-02).
 */
export function answerAgainPage(
  c: Context,
  answerPage: AnswerPage,
  fields: Fields,
  site: SiteResult,
): Promise<Response> {
  const language = findLanguage(fields.language ?? '') ?? 'kk'
  const text = messagePageTexts[language]
  const main =
    fields.sender === 'minor'
      ? html`<p>${text.minorStop}</p>`
      : html`<p>${againPageTexts[language].why}</p>
${renderForm(fields, language, site)}`
  const parts = {
    language,
    title: text.title,
    skip: text.skip,
    masthead: html`<p>${site.operator.name[language]}</p>`,
    main: html`<article class="text"><h1>${text.title}</h1>${main}</article>`,
    style: FORM_STYLE,
    isUnlisted: true,
    isPersonal: true,
  }
  return answerPage(c, parts, 403)
}

const FORM_STYLE = `
form { max-width: 36rem; }
form fieldset { border: 0; margin: 0 0 1.2rem; padding: 0; }
form legend, form label { font-weight: 600; padding: 0; }
form .choice { display: flex; gap: .6rem; align-items: baseline; font-weight: 400; padding-block: .3rem; }
form p:has(.choice) { margin: 0; }
form input, form textarea {
  width: 100%; min-height: 44px; margin-top: .3rem; padding: .6rem; font: inherit; font-weight: 400;
  border: 1px solid var(--soft); border-radius: .5rem; background: var(--paper); color: inherit;
}
form .choice input { flex: none; width: auto; min-height: 0; margin: 0; }
form button {
  min-height: 44px; margin-top: 1rem; padding: .7rem 1.4rem; font: inherit; font-weight: 600;
  border: 1px solid; border-radius: .5rem; background: transparent; color: inherit; cursor: pointer;
}
`
