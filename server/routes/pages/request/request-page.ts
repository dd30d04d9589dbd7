import { html } from 'hono/html'
import type { RequestResult } from '../../../contract/index.ts'
import { limits } from '../../../contract/limits.ts'
import { requestKinds } from '../../../contract/visitor/request.ts'
import type { Language } from '../../../contract/words.ts'
import { FORM_STYLE } from '../layout/form-style.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import { fillText } from '../layout/page-text.ts'
import { myDataTexts } from '../my-data/text.ts'
import { type RequestPageText, requestPageTexts } from './request-page-text.ts'
import { sayRequest } from './request-text.ts'

/** Typed values by field; carried from step to step, since the server stores nothing before the code is correct. */
export type TypedRequest = Readonly<Record<string, string>>

/** Steps of the page: the form; the field for the code, with its `challenge`; or the confirmation. */
export type RequestStep =
  | { readonly kind: 'form'; readonly typed: TypedRequest; readonly problem?: string }
  | {
      readonly kind: 'code'
      readonly typed: TypedRequest
      readonly challenge: string
      readonly problem?: string
    }
  | { readonly kind: 'done'; readonly request: RequestResult }

const SCOPES = ['site', 'other'] as const
/** Fields that the second step sends again. */
const CARRIED = ['kind', 'scope', 'name', 'email', 'text'] as const

const sayProblem = (problem: string | undefined): Html | string =>
  problem === undefined ? '' : html`<p role="alert" class="problem">${problem}</p>`

function renderForm(typed: TypedRequest, language: Language, text: RequestPageText): Html {
  const kind = typed.kind ?? requestKinds[0]
  const scope = typed.scope ?? SCOPES[0]
  return html`<form method="post" action="/request?lang=${language}">
<label for="kind">${text.kind}</label>
<select id="kind" name="kind">${requestKinds.map(
    (one) =>
      html`<option value="${one}"${one === kind ? html` selected` : ''}>${sayRequest(one, language)}</option>`,
  )}</select>
<fieldset><legend>${text.scope}</legend>${SCOPES.map(
    (one) =>
      html`<label class="one"><input type="radio" name="scope" value="${one}"${one === scope ? html` checked` : ''}> ${sayRequest(one, language)}</label>`,
  )}</fieldset>
<label for="name">${text.name}</label>
<input id="name" name="name" autocomplete="name" required maxlength="${limits.name}" value="${typed.name ?? ''}">
<label for="email">${text.email}</label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="${limits.email}" value="${typed.email ?? ''}" aria-describedby="email-hint">
<p id="email-hint" class="hint">${text.emailHint}</p>
<label for="text">${text.text}</label>
<textarea id="text" name="text" rows="5" maxlength="${limits.message}" aria-describedby="text-hint">${typed.text ?? ''}</textarea>
<p id="text-hint" class="hint">${text.textHint}</p>
<button type="submit">${text.next}</button>
</form>`
}

function renderCode(
  { typed, challenge }: { readonly typed: TypedRequest; readonly challenge: string },
  language: Language,
  text: RequestPageText,
): Html {
  return html`<p id="sent">${fillText(text.codeSent, { email: typed.email ?? '' })}</p>
<form method="post" action="/request?lang=${language}">
${CARRIED.map((name) => html`<input type="hidden" name="${name}" value="${typed[name] ?? ''}">`)}
<input type="hidden" name="challenge" value="${challenge}">
<label for="code">${text.code}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="${limits.code}" aria-describedby="sent">
<button type="submit">${text.send}</button>
</form>
<p><a href="/request?lang=${language}">${text.another}</a></p>`
}

const renderDone = ({ number, dueOn }: RequestResult, text: RequestPageText): Html =>
  html`<p role="status"><strong>${fillText(text.done, { number, dueOn })}</strong></p>
<p>${text.doneNext}</p>`

/** Builds the page on which anybody can ask the school about data, without an account and without JavaScript (DS-12, DS-14). */
export function buildRequestPage(
  language: Language,
  step: RequestStep,
  { operator, masthead }: { readonly operator: string; readonly masthead: Html },
): PageParts {
  const text = requestPageTexts[language]
  const heading = step.kind === 'code' ? text.codeTitle : text.title
  const main = {
    form: () =>
      step.kind === 'form' &&
      html`<p>${text.intro}</p>${sayProblem(step.problem)}${renderForm(step.typed, language, text)}
<p><a href="/my-data?lang=${language}">${myDataTexts[language].myTitle}</a></p>`,
    code: () =>
      step.kind === 'code' && html`${sayProblem(step.problem)}${renderCode(step, language, text)}`,
    done: () => step.kind === 'done' && renderDone(step.request, text),
  }[step.kind]()
  return {
    language,
    title: `${heading} · ${operator}`,
    skip: heading,
    masthead,
    style: FORM_STYLE,
    isPersonal: true,
    main: html`<article class="text measure forms"><h1>${heading}</h1>${main}</article>`,
  }
}
