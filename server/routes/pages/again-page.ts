import type { Context } from 'hono'
import { html } from 'hono/html'
import { findLanguage, type Language } from '../../contract/words.ts'
import { againPageTexts } from './again-page-text.ts'
import type { AnswerPage } from './answer-page.ts'
import { messagePageTexts } from './message-page-text.ts'
import type { Html } from './page-layout.ts'

type Fields = Readonly<Record<string, string>>

/** Goes along unseen: what was answered and ticked beside the words of the page. */
const HIDDEN = ['sender', 'consent', 'policyVersion', 'language', 'website']

function renderForm(fields: Fields, language: Language): Html {
  const { fields: labels } = messagePageTexts[language]
  const line = (name: string, type: string) =>
    html`<p><label>${labels[name]}<br><input type="${type}" name="${name}" value="${fields[name] ?? ''}"></label></p>`
  const hidden = HIDDEN.filter((name) => fields[name] !== undefined)
  return html`<form method="post" action="/v1/messages" accept-charset="utf-8">
${hidden.map((name) => html`<input type="hidden" name="${name}" value="${fields[name]}">`)}
${line('name', 'text')}
${line('email', 'text')}
${line('phone', 'tel')}
<p><label>${labels.message}<br><textarea name="message" rows="8">
${fields.message ?? ''}</textarea></label></p>
<p><button>${againPageTexts[language].send}</button></p>
</form>`
}

/**
 * Answers a plain form of a page that hides which one it is: nothing is stored, and what was typed stands in a form of the
 * server's own, to be looked at and sent from there. Of a minor nothing is repeated (MI-02).
 */
export function answerAgainPage(
  c: Context,
  answerPage: AnswerPage,
  fields: Fields,
  operator: Readonly<Record<Language, string>>,
): Promise<Response> {
  const language = findLanguage(fields.language ?? '') ?? 'kk'
  const text = messagePageTexts[language]
  const main =
    fields.sender === 'minor'
      ? html`<p>${text.minorStop}</p>`
      : html`<p>${againPageTexts[language].why}</p>
${renderForm(fields, language)}`
  const parts = {
    language,
    title: text.title,
    skip: text.skip,
    masthead: html`<p>${operator[language]}</p>`,
    main: html`<article class="text"><h1>${text.title}</h1>${main}</article>`,
    style: FORM_STYLE,
    isUnlisted: true,
    isPersonal: true,
  }
  return answerPage(c, parts, 403)
}

const FORM_STYLE = `
form input, form textarea { width: 100%; min-height: 44px; padding: .4em .6em; font: inherit; }
form button { min-height: 44px; padding: .3em 1.6em; font: inherit; }
`
