import { html } from 'hono/html'
import type { ErrorCode } from '../../../contract/error.ts'
import { errorStatus } from '../../../http/answering/api-error.ts'
import type { Described, OperationParameter } from '../../../http/operations/description.ts'
import type { OpenApiDocument } from '../../../http/operations/document.ts'
import { buildSchema, type JsonSchema, type SchemaName } from '../../../http/operations/schemas.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import { DOCS_STYLE } from './docs-style.ts'
import { describe, listFields } from './fields.ts'

/** Builds the documentation page from the operations and their OpenAPI document. */
export function buildDocsPage(
  operations: readonly Described[],
  document: OpenApiDocument,
): PageParts {
  const { schemas } = document.components
  const operationsOf = (tag: string) => operations.filter((operation) => operation.tag === tag)
  return {
    language: 'en',
    title: 'Kelisim: HTTP interface',
    skip: 'Skip to the text',
    style: DOCS_STYLE,
    masthead: html`<p>Kelisim</p>
<p class="facts"><a href="/v1/openapi.json">OpenAPI 3.1</a></p>`,
    main: html`<div class="docs">
<h1>HTTP interface</h1>
<p class="measure">${document.info.description.replaceAll('`', '')}</p>
<nav class="contents" aria-labelledby="contents"><h2 id="contents">Operations</h2>
${document.tags.map(({ name }) => renderIndex(name, operationsOf(name)))}
</nav>
${document.tags.map(
  ({ name }) => html`<h2>${name}</h2>
${operationsOf(name).map((operation) => renderOperation(operation, schemas))}`,
)}
<h2 id="schemas">Answers and other schemas</h2>
${Object.entries(schemas)
  .filter(([name]) => name.endsWith('Result') || ['Receipt', 'ErrorEnvelope'].includes(name))
  .map(
    ([name, schema]) => html`<section id="${name}" class="operation"><h3>${name}</h3>
${renderFields(schema, name)}</section>`,
  )}
<h2 id="errors">Error codes</h2>
${renderErrors(Object.keys(errorStatus) as ErrorCode[], 'Every error code')}
</div>`,
  }
}

type Schemas = OpenApiDocument['components']['schemas']

const renderIndex = (tag: string, operations: readonly Described[]): Html => html`<h3>${tag}</h3>
<ul>${operations.map(
  ({ id, method, path }) => html`
<li><a href="#${id}"><span class="method">${method.toUpperCase()}</span> <code>${path}</code></a></li>`,
)}
</ul>
`

const SECURITY_TEXT = {
  recordSecret:
    'Authorization: Bearer, with the record’s secret; on the server’s own site, the cookie that it set.',
  subjectSecret:
    'Authorization: Bearer, with {consentId}.{secret}, {reference}.{code} or code.{token}.',
  adminSession: 'A signed-in browser’s session cookie.',
} as const

const renderOperation = (operation: Described, schemas: Schemas): Html => {
  const { id, method, path, summary, description, security, parameters, body, errors } = operation
  return html`<section class="operation" id="${id}">
<h3>${summary}</h3>
<p><span class="method">${method.toUpperCase()}</span> <code>${path}</code></p>
<p class="measure">${renderCode(description)}</p>
${security ? html`<p class="facts">${SECURITY_TEXT[security]}</p>` : ''}
${parameters ? renderParameters(parameters, id) : ''}
${body ? html`<p class="facts">Body, as <code>${body.types.join(', ')}</code>:</p>${renderFields(schemas[body.schema], `Body of ${id}`)}` : ''}
<ul class="answers">${operation.answers.map(
    ({ status, description: meaning, schema, type }) => html`
<li><strong>${status}</strong> ${renderCode(meaning)} ${schema ? renderSchemaLink(schema) : type ? html`<code>${type}</code>` : ''}</li>`,
  )}
</ul>
${errors.length > 0 ? renderErrors(errors, `Errors of ${id}`) : ''}
</section>
`
}

const renderSchemaLink = (name: SchemaName): Html =>
  html`<a href="#${name}"><code>${name}</code></a>`

/** Text in which `…` marks code. */
const renderCode = (text: string): readonly (Html | string)[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))

const renderParameters = (parameters: readonly OperationParameter[], id: string): Html =>
  renderTable(
    `Parameters of ${id}`,
    ['Parameter', 'Rule', 'Meaning'],
    parameters.map(({ in: place, name, description, schema }) => [
      html`<code>${name}</code> (${place})`,
      describe(buildSchema(schema)),
      html`${renderCode(description)}`,
    ]),
  )

const renderFields = (schema: JsonSchema, caption: string): Html =>
  renderTable(
    caption,
    ['Field', 'Rule', 'Required'],
    listFields(schema).map(({ name, rule, isRequired }) => [
      html`<code>${name}</code>`,
      rule,
      isRequired ? 'yes' : 'no',
    ]),
  )

const renderErrors = (codes: readonly ErrorCode[], caption: string): Html =>
  renderTable(
    caption,
    ['Status', 'Code', 'Meaning'],
    [...codes]
      .sort((a, b) => errorStatus[a][0] - errorStatus[b][0])
      .map((code) => [
        String(errorStatus[code][0]),
        html`<code>${code}</code>`,
        html`${renderCode(errorStatus[code][1])}`,
      ]),
  )

/** A table that scrolls by itself on a narrow screen; focusable, so that a keyboard can scroll it. */
const renderTable = (
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly (Html | string)[])[],
): Html => html`<div class="table" role="region" aria-label="${caption}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
  (row) => html`
<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`,
)}
</tbody></table></div>`
