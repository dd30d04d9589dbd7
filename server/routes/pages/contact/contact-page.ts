import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { limits } from '../../../contract/limits.ts'
import type { Language } from '../../../contract/words.ts'
import type { Deps } from '../../../deps.ts'
import { buildFormStamp, readFormStamp } from '../../../domain/messages/form-stamp.ts'
import { readShownConsent, type ShownConsent } from '../../../domain/messages/shown-consent.ts'
import type { AnswerPage } from '../layout/answer-page.ts'
import { renderMasthead } from '../layout/masthead.ts'
import type { Html } from '../layout/page-layout.ts'
import { fillText, pageTexts } from '../layout/page-text.ts'
import { contactPageTexts, type Why } from './contact-page-text.ts'
import { messagePageTexts } from './message-page-text.ts'

type Fields = Readonly<Record<string, string>>

/** Content of the page. */
export interface ContactStep {
  /** Typed values by field. */
  readonly fields: Fields
  /** Why it is shown again. Absent: no explanation. */
  readonly why?: Why | undefined
  /** Problems by field. */
  readonly wrong?: Fields
}

type PageDeps = Pick<Deps, 'store' | 'notices' | 'policies' | 'site' | 'clock' | 'cryptography'>

/** Possible senders; a minor is told that a parent must write (MI-02). */
const SENDERS = ['adult', 'representative', 'minor'] as const

/** Hidden fields of the form: the text shown, and since when. */
interface Proof extends ShownConsent {
  readonly policyVersion: string
  readonly stamp: string
  /** Whether sender and consent stay ticked, since they were ticked beside this very text on a page of the server. */
  readonly isTicked: boolean
}

/** A form keeps its stamp when it is shown again: what was sent too soon is accepted the next time. */
async function makeProof(
  { fields, why }: ContactStep,
  language: Language,
  deps: PageDeps,
): Promise<Proof> {
  const nowMs = deps.clock()
  const shown = await readShownConsent(language, deps)
  const isBegun = readFormStamp(fields.stamp, nowMs, deps.cryptography) !== 'none'
  return {
    ...shown,
    policyVersion: deps.policies.current.version,
    stamp: (isBegun && fields.stamp) || buildFormStamp(nowMs, deps.cryptography),
    isTicked: isBegun && fields.notice === shown.notice && why !== 'hidden',
  }
}

const when = (isSo: boolean, attribute: Html): Html | string => (isSo ? attribute : '')

/**
 * Renders the typed values, except those that are never taken over from an unknown page: the sender, and the consent, whose
 * text that page may not have shown. Both are asked for here, beside the text in force (CF-02).
 */
function renderForm({ fields, wrong = {} }: ContactStep, language: Language, proof: Proof): Html {
  const { fields: labels } = messagePageTexts[language]
  const text = contactPageTexts[language]
  const isOn = (name: string, value?: string) =>
    proof.isTicked && fields[name] !== undefined && (value ?? fields[name]) === fields[name]
  const state = (name: string) =>
    when(name in wrong, html` aria-invalid="true" aria-describedby="wrong-${name}"`)
  const line = (name: 'name' | 'email' | 'phone', mode: string, autocomplete: string) =>
    html`<p><label>${labels[name]}${when(name !== 'name', html` ${text.optional}`)}<br><input type="text" inputmode="${mode}" name="${name}" autocomplete="${autocomplete}" maxlength="${limits[name]}" value="${fields[name] ?? ''}"${state(name)}></label></p>`
  return html`<form method="post" action="/v1/messages" accept-charset="utf-8">
<input type="hidden" name="language" value="${language}">
<input type="hidden" name="policyVersion" value="${proof.policyVersion}">
<input type="hidden" name="notice" value="${proof.notice}">
<input type="hidden" name="stamp" value="${proof.stamp}">
<fieldset${state('sender')}><legend>${labels.sender}</legend>
${SENDERS.map((sender) => html`<p><label class="choice"><input type="radio" name="sender" value="${sender}" required${when(isOn('sender', sender), html` checked`)}> ${text[sender]}</label></p>`)}
</fieldset>
${line('name', 'text', 'name')}
<p>${messagePageTexts[language].replyHint}</p>
${line('email', 'email', 'email')}
${line('phone', 'tel', 'tel')}
<p><label>${labels.message}<br><textarea name="message" rows="8" maxlength="${limits.message}"${state('message')}>
${fields.message ?? ''}</textarea></label></p>
<p>${text.minimise}</p>
<p class="trap" aria-hidden="true"><label>${text.trap} <input type="text" name="website" tabindex="-1" autocomplete="off"></label></p>
<p><label class="choice"><input type="checkbox" name="consent" required${when(isOn('consent'), html` checked`)}${state('consent')}> <span>${proof.text}</span></label></p>
<p><a href="/policy?lang=${language}">${pageTexts[language].policy}</a></p>
<p><button>${text.send}</button></p>
</form>`
}

function renderWrong(wrong: Fields, language: Language): Html | string {
  const sentences = Object.entries(wrong)
  if (sentences.length === 0) return ''
  return html`<div role="alert" class="notice"><p>${fillText(messagePageTexts[language].summary, { n: String(sentences.length) })}</p>
<ul>${sentences.map(([name, sentence]) => html`<li id="wrong-${name}">${sentence}</li>`)}</ul></div>`
}

/**
 * Sends the server's own contact form: empty at first, else with the typed values to be checked, consented to and sent from
 * here. Nothing is stored.
 */
export async function answerContactPage(
  c: Context,
  answerPage: AnswerPage,
  step: ContactStep & { readonly language: Language; readonly status?: ContentfulStatusCode },
  deps: PageDeps,
): Promise<Response> {
  const { language, why, wrong = {}, status = 200 } = step
  const text = messagePageTexts[language]
  const { name } = deps.site.operator
  const proof = await makeProof(step, language, deps)
  const said = why && html`<p role="alert">${contactPageTexts[language].why[why]}</p>`
  const parts = {
    language,
    title: `${text.title} · ${name[language]}`,
    skip: text.skip,
    // After a POST there is no address for another language.
    masthead:
      status === 200
        ? renderMasthead(name, language, pageTexts[language])
        : html`<p>${name[language]}</p>`,
    main: html`<article class="text measure"><h1>${text.title}</h1>${said ?? ''}${renderWrong(wrong, language)}
${renderForm(step, language, proof)}</article>`,
    style: FORM_STYLE,
    isUnlisted: status !== 200,
    isPersonal: true,
  }
  return answerPage(c, parts, status)
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
form .trap { display: none; }
form button {
  min-height: 44px; margin-top: 1rem; padding: .7rem 1.4rem; font: inherit; font-weight: 600;
  border: 1px solid; border-radius: .5rem; background: transparent; color: inherit; cursor: pointer;
}
`
