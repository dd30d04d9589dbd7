import { html } from 'hono/html'
import type { ExportResult, Language } from '../../contract/index.ts'
import { sayOutcome } from '../../domain/mail/write-mail.ts'
import { sayGround } from './disclosure-ground-text.ts'
import { type ExportPageText, exportPageTexts } from './export-page-text.ts'
import type { Html, PageParts } from './page-layout.ts'
import { sayRequest } from './request-text.ts'

type Row = Readonly<Record<string, unknown>>

/** Rules of this page alone: lists of names and values. */
const STYLE = `
.facts-of { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .25rem 1rem; margin: 0 0 1.5rem; }
.facts-of dt { color: var(--soft); }
.facts-of dd { margin: 0; white-space: pre-wrap; }
`

/** A value in words. What somebody typed is text and nothing else: `html` escapes it. */
function say(value: unknown, text: ExportPageText): string {
  if (typeof value === 'boolean') return value ? text.yes : text.no
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) return value.map((one) => say(one, text)).join('\n')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([key, one]) => `${text.fields[key] ?? key}: ${say(one, text).replaceAll('\n', ', ')}`)
    .join('\n')
}

const list = (row: Row, text: ExportPageText): Html => html`<dl class="facts-of">
${Object.entries(row).map(
  ([key, value]) =>
    html`<dt>${key === 'days' ? text.days : (text.fields[key] ?? key)}</dt><dd>${say(value, text)}</dd>`,
)}</dl>`

const section = (title: string, rows: readonly Row[], text: ExportPageText): Html => html`
<h2>${title}</h2>
${rows.length === 0 ? html`<p>${text.nothing}</p>` : rows.map((row) => list(row, text))}`

/** The export as a page that a person can read and print. Complete: it is made of the same rows as the JSON (DS-02). */
export function buildExportPage(exported: ExportResult, language: Language): PageParts {
  const text = exportPageTexts[language]
  const { overview, operator } = exported
  const { sections } = text
  const summary = {
    isHeld: overview.isHeld,
    sources: overview.sources,
    processing: overview.processing,
    categories: overview.data.map(({ category, count }) => `${category}: ${count}`),
  }
  const disclosures = overview.disclosures.map((one) => ({
    ...one,
    ground: sayGround(one.ground, language),
  }))
  const requests = exported.requests.map((one) => ({
    ...one,
    kind: sayRequest(one.kind, language),
    scope: sayRequest(one.scope, language),
    state: sayOutcome(one.state, language),
  }))
  return {
    language,
    title: text.title,
    skip: text.skip,
    style: STYLE,
    masthead: html`<p>${operator.name[language]}</p>`,
    isUnlisted: true,
    isPersonal: true,
    main: html`<article class="text"><h1>${text.title}</h1>
<p>${text.operator}: ${operator.name[language]}, ${text.bin} ${operator.bin}, ${operator.address[language]}, ${operator.contact}</p>
<p>${text.exportedAt}: ${exported.exportedAt}</p>
${overview.isHeld ? '' : html`<p>${text.empty}</p>`}
${section(sections.overview, [summary], text)}
${section(sections.purposes, overview.purposes, text)}
${section(sections.terms, overview.terms, text)}
${section(sections.recipients, overview.recipients, text)}
${section(sections.disclosures, disclosures, text)}
${section(sections.consents, exported.consents, text)}
${section(sections.visits, exported.visits, text)}
${section(sections.messages, exported.messages, text)}
${section(sections.requests, requests, text)}
${section(sections.restrictions, exported.restrictionHistory, text)}
<h2>${sections.complaint}</h2>
<p>${overview.complaint[language]}</p>
</article>`,
  }
}
