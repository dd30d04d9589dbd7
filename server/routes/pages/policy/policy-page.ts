import { html, raw } from 'hono/html'
import type { Language } from '../../../contract/words.ts'
import { OFFICIAL_LANGUAGE, type PolicyVersion } from '../../../domain/policy/policy.ts'
import { renderMasthead } from '../layout/masthead.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import { fillText, formatDay, type PageText, pageTexts } from '../layout/page-text.ts'
import { myDataTexts } from '../my-data/text.ts'
import { requestPageTexts } from '../request/request-page-text.ts'
import { comparisonPath } from './comparison-page.ts'
import { comparisonTexts } from './comparison-text.ts'
import { type PolicySection, renderPolicy } from './policy-markdown.ts'

/** Data of a version's page. */
export interface PolicyPageInput {
  readonly policy: PolicyVersion
  readonly language: Language
  readonly isCurrent: boolean
  /** Published, and not in force yet. */
  readonly isComing: boolean
  /** The previous version, for the comparison. */
  readonly previous: PolicyVersion | undefined
  readonly operator: Readonly<Record<Language, string>>
}

/** Builds the page of one version in one language. */
export function buildPolicyPage(input: PolicyPageInput): PageParts {
  const { policy, language, isCurrent, isComing, operator } = input
  const text = pageTexts[language]
  const { title, html: body, sections } = renderPolicy(policy.texts[language].markdown, text)
  return {
    language,
    title: `${text.policy} · ${operator[language]}`,
    skip: text.skip,
    isUnlisted: !isCurrent,
    masthead: renderMasthead(operator, language, text),
    main: html`<article class="policy">
<header class="measure">
<h1>${title}</h1>
${renderFacts(policy, language, text)}
${isCurrent ? '' : html`<p class="notice">${isComing ? text.announced : text.earlier} <a href="/policy?lang=${language}">${text.readCurrent}</a></p>`}
${renderSummary(policy, language, text)}
${renderComparison(input)}
${language === OFFICIAL_LANGUAGE ? '' : renderUnofficial(text)}
</header>
${renderContents(sections, text)}
<div class="text measure">
${raw(body)}</div>
<footer class="checksum measure">${text.checksum}: <code>${policy.texts[language].sha256}</code>
<span class="address">/policy/${policy.version}</span></footer>
</article>`,
  }
}

const renderFacts = (policy: PolicyVersion, language: Language, text: PageText): Html => {
  const { version, effectiveOn } = policy
  const line = fillText(text.version, { version, date: formatDay(effectiveOn, language) })
  return html`<p class="facts">${line}</p>
<p class="facts links"><a href="/policy/${version}.txt?lang=${language}" download>${text.download}</a>
<a href="/policy/versions?lang=${language}">${text.archive}</a>
<a href="/cookies?lang=${language}">${text.cookies}</a>
<a href="/my-data?lang=${language}">${myDataTexts[language].myTitle}</a>
<a href="/request?lang=${language}">${requestPageTexts[language].title}</a></p>`
}

const renderUnofficial = (text: PageText): Html =>
  html`<p class="notice">${text.unofficial} <a href="?lang=${OFFICIAL_LANGUAGE}" hreflang="${OFFICIAL_LANGUAGE}">${text.readOfficial}</a></p>`

const renderContents = (sections: readonly PolicySection[], text: PageText): Html =>
  html`<nav class="contents" aria-labelledby="contents">
<h2 id="contents">${text.contents}</h2>
<ol>${sections.map(
    ({ number, title }) => html`
<li><a href="#${number}"><span>${number}.</span> <span>${title}</span></a></li>`,
  )}
</ol>
</nav>`

/** Renders the published summary of this version's changes (PO-03). */
const renderSummary = ({ summary }: PolicyVersion, language: Language, text: PageText) =>
  summary ? html`<p class="notice">${text.changed}: ${summary[language]}</p>` : ''

const renderComparison = ({ policy, previous, language }: PolicyPageInput) =>
  previous
    ? html`<p class="facts links"><a href="${comparisonPath(policy.version, previous.version, language)}">${comparisonTexts[language].compare}</a></p>`
    : ''
