import { html } from 'hono/html'
import type { SiteConfig } from '../../../config/site/site-config.ts'
import type { DeletionResult, MeResult } from '../../../contract/index.ts'
import type { Language } from '../../../contract/words.ts'
import type { Subject } from '../../../domain/subject/subject.ts'
import { FORM_STYLE } from '../layout/form-style.ts'
import { renderMasthead } from '../layout/masthead.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import { pageTexts } from '../layout/page-text.ts'
import { renderDeleted, renderDeletion } from './deletion-page.ts'
import { renderCode, renderFind } from './find-page.ts'
import type { Holder } from './holder.ts'
import { renderShown } from './shown-page.ts'
import { myDataTexts } from './text.ts'

/** Steps of the page: the ways in, the field for a mailed code, the data, the question before a deletion, its number. */
export type Step =
  | { readonly kind: 'find'; readonly problem?: string }
  | { readonly kind: 'code'; readonly challenge: string; readonly problem?: string }
  | {
      readonly kind: 'shown'
      readonly holder: Holder
      readonly subject: Subject
      readonly said?: string
    }
  | { readonly kind: 'delete'; readonly plan: DeletionResult; readonly holder: Holder }
  | {
      readonly kind: 'deleted'
      readonly number: string
      readonly keeps: DeletionResult['keeps']
    }

/** A step with its content. */
export type Told =
  | Exclude<Step, { readonly kind: 'shown' }>
  | (Extract<Step, { readonly kind: 'shown' }> & { readonly me: MeResult })

const sayProblem = (problem: string | undefined): Html | string =>
  problem === undefined ? '' : html`<p role="alert" class="problem">${problem}</p>`

function renderStep(step: Told, language: Language, site: SiteConfig): Html {
  const text = myDataTexts[language]
  switch (step.kind) {
    case 'find':
      return html`${sayProblem(step.problem)}${renderFind(language, text, site)}`
    case 'code':
      return html`${sayProblem(step.problem)}${renderCode(step.challenge, language, text)}`
    case 'shown': {
      const { holder, me, said } = step
      const { timeZone } = site
      const done = said === undefined ? '' : html`<p role="status" class="said">${said}</p>`
      return html`${done}${renderShown({ me, holder, language, text, timeZone })}
<p><a href="/my-data?lang=${language}">${text.myBack}</a></p>`
    }
    case 'delete':
      return renderDeletion(step.plan, step.holder, { language, text })
    case 'deleted':
      return html`${renderDeleted(step, { language, text })}
<p><a href="/my-data?lang=${language}">${text.myBack}</a></p>`
  }
}

/** Builds the page on which a person views, copies, stops and deletes their data, without JavaScript and without an account. */
export function buildMyDataPage(language: Language, step: Told, site: SiteConfig): PageParts {
  const text = myDataTexts[language]
  const { name } = site.operator
  const title = step.kind === 'delete' ? text.actDelete : text.myTitle
  return {
    language,
    title: `${title} · ${name[language]}`,
    skip: title,
    masthead: renderMasthead(name, language, pageTexts[language]),
    style: FORM_STYLE + MY_DATA_STYLE,
    isPersonal: true,
    isUnlisted: true,
    main: html`<article class="text measure forms"><h1>${title}</h1>${renderStep(step, language, site)}</article>`,
  }
}

const MY_DATA_STYLE = `
.forms h2{margin-block:2.2rem .6rem}
.forms form button{margin-block:.2rem 1rem}
.forms form :is(input:not([type=hidden]),select)+button{margin-block-start:1.2rem}
.forms .said{border-inline-start:4px solid;padding:.6rem 1rem;font-weight:600}
.short{margin:0}
.short dt{font-weight:600}
.short dd{margin:0 0 .4rem}
.forms .acts{display:flex;flex-wrap:wrap;gap:0 1rem}
.ways{display:flex;flex-wrap:wrap;gap:0 1.5rem;margin-block:1rem 0}
.ways a{display:inline-block;padding-block:.6rem}
.forms .purposes{list-style:none;padding:0}
.forms .purposes li{margin-block:.8rem;padding:0}
@media(min-width:36rem){
.short{display:grid;grid-template-columns:11rem 1fr;gap:.4rem 1.2rem}
.short dt{grid-column:1}
.short dd{grid-column:2;margin:0}
}
`
