import { html } from 'hono/html'
import type { SiteConfig } from '../../../config/site/site-config.ts'
import type { Language } from '../../../contract/words.ts'
import { type ListedData, listPersonalData } from '../../../domain/processing/personal-data.ts'
import type { PersonalDataId } from '../../../domain/processing/personal-data-id.ts'
import type { Processing } from '../../../domain/processing/processing.ts'
import { renderMasthead } from '../layout/masthead.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import { pageTexts } from '../layout/page-text.ts'
import type { ProcessingText } from './processing-text.ts'
import { PROCESSING_STYLE } from './style.ts'
import { processingTexts } from './text.ts'
import { clauseIn, periodIn } from './words.ts'

/** Builds the list of personal data as a document to print and sign (PO-08). */
export function buildPersonalDataPage(site: SiteConfig, language: Language): PageParts {
  const text = processingTexts[language]
  const { operator } = site
  const { fields } = text
  return {
    language,
    title: `${text.listTitle} · ${operator.name[language]}`,
    skip: pageTexts[language].skip,
    masthead: renderMasthead(operator.name, language, pageTexts[language]),
    style: PROCESSING_STYLE,
    main: html`<article class="processing list">
<h1>${text.listTitle}</h1>
<p class="facts">${operator.name[language]}, ${text.bin} ${operator.bin}</p>
<p class="measure">${text.listIntro}</p>
<div class="table" role="region" aria-label="${text.listTitle}" tabindex="0"><table>
<thead><tr><th scope="col">№</th><th scope="col">${fields.data}</th><th scope="col">${fields.clause}</th><th scope="col">${fields.purpose}</th><th scope="col">${fields.ground}</th><th scope="col">${fields.period}</th><th scope="col">${fields.columns}</th></tr></thead>
${listPersonalData(site).map((data, index) => renderData(data, index + 1, { language, text }))}
</table></div>
<section class="approval"><h2>${text.approved}</h2>
<dl>${text.approval.map((line) => html`<dt>${line}</dt><dd></dd>`)}</dl>
</section>
</article>`,
  }
}

/** The retention period of full addresses does not apply to other data. */
const periodsOf = (id: PersonalDataId, { periods }: Processing) =>
  periods.filter(({ kind }) => kind !== 'daysWhole' || id === 'ip')

/** Renders one kind of data: a line for each use. */
const renderData = (
  { id, policyClause, columns, processing }: ListedData,
  number: number,
  { language, text }: { readonly language: Language; readonly text: ProcessingText },
): Html => html`<tbody id="${id}">${processing.map(
  (one, index) => html`
<tr>${
    index === 0
      ? html`<td rowspan="${processing.length}">${number}</td><th scope="rowgroup" rowspan="${processing.length}">${text.dataNames[id]}</th><td rowspan="${processing.length}">${clauseIn(language, policyClause, {})}</td>`
      : ''
  }<td>${text.activities[one.id]}, ${clauseIn(language, one.purposeClause, {})}</td><td>${clauseIn(language, one.ground, {})}</td><td>${periodsOf(
    id,
    one,
  )
    .map((period) => periodIn(language, period, text))
    .join('; ')}</td>${
    index === 0
      ? html`<td rowspan="${processing.length}">${columns.map((column) => html`<code>${column}</code> `)}</td>`
      : ''
  }</tr>`,
)}
</tbody>
`
