import { html } from 'hono/html'
import type { SiteResult } from '../../../contract/index.ts'
import type { Language } from '../../../contract/words.ts'
import { buildSiteResult, statedMessageTransfers } from '../../../domain/site/site.ts'
import { PAGE } from '../../../http/operations/description.ts'
import { operation } from '../../../http/operations/operation.ts'
import { createAnswerPage } from '../layout/answer-page.ts'
import { renderMasthead } from '../layout/masthead.ts'
import { pageLanguage, readPageLanguage } from '../layout/page-language.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import { fillText, pageTexts } from '../layout/page-text.ts'
import { type ConsentFormText, consentFormTexts } from './consent-form-text.ts'

/** Item of the policy under which a contact form is answered. */
const CONTACT_CLAUSE = '4.1(7)'

const line = (label: string): Html => html`<p class="line"><span>${label}:</span></p>`
const boxes = (lines: readonly string[], other: string): Html =>
  html`<ul class="boxes">${lines.map(
    (text) => html`<li>${text}</li>`,
  )}<li class="line"><span>${other}:</span></li></ul>`

/** Returns the operator's name, number and address. */
export function renderOperator(site: SiteResult, language: Language): string {
  const { name, bin, address } = site.operator
  const label = { kk: 'БСН', ru: 'БИН', en: 'BIN' }[language]
  return `${name[language]}, ${label} ${bin}, ${address[language]}`
}

/** Returns yes or no as configured; with the recipients or country for yes. */
export function renderTransfer(is: boolean, text: ConsentFormText, details: string): string {
  if (!is) return text.no
  return details === '' ? text.yes : `${text.yes}. ${details}`
}

function renderTransfers(site: SiteResult, text: ConsentFormText): Html {
  const messages = statedMessageTransfers(site)
  const providers = site.services.map(({ provider, country }) => `${provider} (${country})`)
  providers.push(...messages.recipients)
  const countries = [...messages.abroad, ...site.services.map(({ country }) => country)]
  const abroad = [...new Set(countries.filter((country) => country !== 'KZ'))]
  const list = fillText(text.countries, { list: abroad.join(', ') })
  return html`<h2>4. ${text.thirdParties}</h2>
<p>${renderTransfer(providers.length > 0, text, [...new Set(providers)].join(', '))}</p>
<h2>5. ${text.crossBorder}</h2>
<p>${renderTransfer(abroad.length > 0, text, list)}</p>
<h2>6. ${text.publicSources}</h2>
<p>${renderTransfer(site.publicSources, text, '')}</p>`
}

function listPurposes(site: SiteResult, text: ConsentFormText): readonly string[] {
  const all = [...site.purposes, { id: 'contact', policyClause: CONTACT_CLAUSE }]
  return all
    .filter(({ id }) => id !== 'necessary')
    .map(
      ({ id, policyClause }) =>
        `${text.purposes[id] ?? id} (${fillText(text.clause, { clause: policyClause })})`,
    )
}

function listTerms(site: SiteResult, text: ConsentFormText): readonly string[] {
  const chosen = site.purposes
    .filter(({ id }) => id !== 'necessary')
    .map(({ id }) =>
      fillText(text.days, { purpose: text.purposes[id] ?? id, n: String(site.choiceDays) }),
    )
  const purpose = text.purposes.contact ?? ''
  return [...chosen, fillText(text.daysFromSending, { purpose, n: String(site.messageDays) })]
}

/** Builds the form: the seven items of Art. 8(4) as configured, and lines to be filled in by hand (MI-04). */
export function buildConsentForm(site: SiteResult, language: Language): PageParts {
  const text = consentFormTexts[language]
  const operator = site.operator.name
  return {
    language,
    title: `${text.title} · ${operator[language]}`,
    skip: text.title,
    masthead: renderMasthead(operator, language, pageTexts[language]),
    style: FORM_STYLE,
    main: html`<article class="text form"><h1>${text.title}</h1>
<p class="intro">${text.intro}</p>
${line(text.number)}${line(text.date)}
<h2>1. ${text.operator}</h2>
<p>${renderOperator(site, language)}</p>
<h2>2. ${text.subject}</h2>
${line(text.child)}${line(text.representative)}${line(text.relation)}
<h2>3. ${text.term}</h2>
${boxes(listTerms(site, text), text.otherTerm)}
${renderTransfers(site, text)}
<h2>7. ${text.data}</h2>
${boxes(text.dataNames, text.otherData)}
<h2>${text.purpose}</h2>
${boxes(listPurposes(site, text), text.otherPurpose)}
<p>${fillText(text.withdrawal, { contact: site.operator.contact })}</p>
${line(text.signature)}${line(text.date)}
</article>`,
  }
}

/** `/consent-form`: a consent to be signed on paper. Nothing is filled in on the screen, sent or stored. */
export const consentFormOperations = [
  operation({
    ...{ method: 'get', path: '/consent-form', tag: 'Registers', id: 'showConsentForm' },
    who: 'anyone',
    summary: 'A consent to print and sign by hand',
    description: 'Works without JavaScript; nothing is filled in on the screen.',
    lenient: pageLanguage,
    answers: PAGE,
    handler: ({ site, policies, cryptography }) => {
      const answerPage = createAnswerPage(cryptography)
      const built = new Map<string, PageParts>()
      return ({ c }) => {
        const language = readPageLanguage(c)
        const key = `${language} ${policies.current.version}`
        const page =
          built.get(key) ?? buildConsentForm(buildSiteResult({ site, policies }), language)
        built.set(key, page)
        return answerPage(c, page)
      }
    },
  }),
]

const FORM_STYLE = `
.form{max-width:44rem}
.form h2{margin:1.5rem 0 .4rem;font-size:1.0625rem}
.line{display:flex;align-items:end;gap:.5em;margin:0 0 .4rem;min-height:2.2em}
.line::after{content:"";flex:1;border-bottom:1px solid var(--ink)}
.boxes{list-style:none;padding:0;margin:0}
.boxes li::before{content:"\\2610\\00a0"}
@media print{.form .intro{display:none}.form h2{break-after:avoid;margin-top:.9rem}.form li,.form .line{break-inside:avoid}}
`
