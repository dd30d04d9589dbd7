import { html } from 'hono/html'
import { type Language, languages } from '../../../contract/words.ts'
import {
  isAnnounced,
  OFFICIAL_LANGUAGE,
  type PolicyLibrary,
  type PolicyVersion,
  previousOf,
} from '../../../domain/policy/policy.ts'
import { renderMasthead } from '../layout/masthead.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import {
  fillText,
  formatDay,
  languageNames,
  type PageText,
  pageTexts,
} from '../layout/page-text.ts'
import { comparisonPath } from './comparison-page.ts'
import { comparisonTexts } from './comparison-text.ts'

/** Builds the list of every version ever published, newest first (PO-02). */
export function buildArchivePage(
  policies: PolicyLibrary,
  language: Language,
  operator: Readonly<Record<Language, string>>,
): PageParts {
  const text = pageTexts[language]
  return {
    language,
    title: `${text.archive} · ${text.policy} · ${operator[language]}`,
    skip: text.skip,
    masthead: renderMasthead(operator, language, text),
    main: html`<div class="measure">
<p class="facts"><a href="/policy?lang=${language}">${text.policy}</a></p>
<h1>${text.archive}</h1>
<p>${text.neverChanged}</p>
<ul class="versions">${policies.versions.map((policy) =>
      renderVersion(policy, language, text, {
        state: stateOf(policies, policy, text),
        previous: previousOf(policies, policy),
      }),
    )}
</ul>
</div>`,
  }
}

/** Returns the status of a version. */
function stateOf(policies: PolicyLibrary, policy: PolicyVersion, text: PageText): string {
  if (policy === policies.current) return text.current
  return isAnnounced(policies, policy) ? text.announced : ''
}

const renderVersion = (
  { version, effectiveOn, texts, summary }: PolicyVersion,
  language: Language,
  text: PageText,
  { state, previous }: { readonly state: string; readonly previous: PolicyVersion | undefined },
): Html => html`
<li>
<h2>${formatDay(effectiveOn, language)}</h2>
<p class="facts">${fillText(text.version, { version, date: formatDay(effectiveOn, language) })}${
  state && html`<br>${state}`
}</p>${
  summary
    ? html`
<p>${text.changed}: ${summary[language]}</p>`
    : ''
}
<p class="facts">${languages.map(
  (other) =>
    html`<a href="/policy/${version}?lang=${other}" lang="${other}" hreflang="${other}">${languageNames[other]}</a> `,
)}<a href="/policy/${version}.txt?lang=${language}" download>${text.download}</a>${
  previous
    ? html` <a href="${comparisonPath(version, previous.version, language)}">${comparisonTexts[language].compare}</a>`
    : ''
}</p>
<p class="facts">${text.checksum}: <code>${texts[OFFICIAL_LANGUAGE].sha256}</code></p>
</li>`
