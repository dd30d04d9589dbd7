import { html } from 'hono/html'
import type { ExportResult, Language } from '../../../contract/index.ts'
import { sayOutcome } from '../../../domain/mail/write-mail.ts'
import type { ExportParts } from '../../../domain/rights/export.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import { sayRequest } from '../request/request-text.ts'
import { sayGround } from './disclosure-ground-text.ts'
import { type ExportPageText, exportPageTexts } from './export-page-text.ts'

type Row = Readonly<Record<string, unknown>>

/** Rules of this page alone: lists of names and values. */
const STYLE = `
.facts-of { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .25rem 1rem; margin: 0 0 1.5rem; }
.facts-of dt { color: var(--soft); }
.facts-of dd { margin: 0; white-space: pre-wrap; }
`

/** Returns a value in words. Text typed by people is escaped by `html`. */
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

async function* section(
  title: string,
  pages: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>,
  text: ExportPageText,
): AsyncGenerator<string> {
  yield String(await html`\n<h2>${title}</h2>\n`)
  let isEmpty = true
  for await (const rows of pages)
    for (const row of rows) {
      isEmpty = false
      yield String(await list(row, text))
    }
  if (isEmpty) yield String(await html`<p>${text.nothing}</p>`)
}

/** Yields rows with some of their values in words. */
async function* inWords<T extends Row>(
  pages: AsyncIterable<readonly T[]>,
  change: (row: T) => Row,
): AsyncGenerator<readonly Row[]> {
  for await (const rows of pages) yield rows.map(change)
}

/** Returns the page's frame. */
export function describeExportPage(
  { operator }: Pick<ExportResult, 'operator'>,
  language: Language,
): PageParts {
  const text = exportPageTexts[language]
  return {
    language,
    title: text.title,
    skip: text.skip,
    style: STYLE,
    masthead: html`<p>${operator.name[language]}</p>`,
    isUnlisted: true,
    isPersonal: true,
    main: html``,
  }
}

async function* writeSummary(
  { overview }: ExportParts['head'],
  text: ExportPageText,
  language: Language,
): AsyncGenerator<string> {
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
  yield* section(sections.overview, [[summary]], text)
  yield* section(sections.purposes, [overview.purposes], text)
  yield* section(sections.terms, [overview.terms], text)
  yield* section(sections.recipients, [overview.recipients], text)
  yield* section(sections.disclosures, [disclosures], text)
}

/** Writes the export as a page to read and print. Complete: it is built from the same rows as the JSON (DS-02). */
export async function* writeExportPage(
  { head, lists }: ExportParts,
  language: Language,
): AsyncGenerator<string> {
  const text = exportPageTexts[language]
  const { overview, operator } = head
  const { sections } = text
  yield String(
    await html`<article class="text"><h1>${text.title}</h1>
<p>${text.operator}: ${operator.name[language]}, ${text.bin} ${operator.bin}, ${operator.address[language]}, ${operator.contact}</p>
<p>${text.exportedAt}: ${head.exportedAt}</p>
${overview.isHeld ? '' : html`<p>${text.empty}</p>`}`,
  )
  yield* writeSummary(head, text, language)
  const requests = inWords(lists.requests, (one) => ({
    ...one,
    kind: sayRequest(one.kind, language),
    scope: sayRequest(one.scope, language),
    state: sayOutcome(one.state, language),
  }))
  yield* section(sections.consents, lists.consents, text)
  yield* section(sections.visits, lists.visits, text)
  yield* section(sections.messages, lists.messages, text)
  yield* section(sections.requests, requests, text)
  yield* section(sections.restrictions, lists.restrictionHistory, text)
  yield* writeUnreadable(lists.unreadable, text)
  yield String(
    await html`
<h2>${sections.complaint}</h2>
<p>${overview.complaint[language]}</p>
</article>`,
  )
}

/** Lists stored values that could not be decrypted, if there are any. */
async function* writeUnreadable(
  pages: ExportParts['lists']['unreadable'],
  text: ExportPageText,
): AsyncGenerator<string> {
  for await (const rows of pages)
    if (rows.length > 0) {
      const named = rows.map((row) => ({ ...row, field: text.fields[row.field] ?? row.field }))
      yield* section(text.sections.unreadable, [named], text)
    }
}
