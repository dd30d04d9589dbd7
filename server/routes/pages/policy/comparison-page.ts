import { html } from 'hono/html'
import type { Language } from '../../../contract/words.ts'
import type { PolicyVersion } from '../../../domain/policy/policy.ts'
import {
  type ComparedParagraph,
  comparePolicies,
} from '../../../domain/policy/policy-comparison.ts'
import { renderMasthead } from '../layout/masthead.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import { fillText, pageTexts } from '../layout/page-text.ts'
import { type ComparisonText, comparisonTexts } from './comparison-text.ts'

/** Address of the page that compares a version with an earlier one. */
export const comparisonPath = (version: string, since: string, language: Language): string =>
  `/policy/${version}/changes?since=${since}&lang=${language}`

// The marks are text, so they can be copied, printed and read aloud; colour adds no information.
const ins = (text: string): Html => html`<ins>[+${text}+]</ins>`
const del = (text: string): Html => html`<del>[−${text}−]</del>`

function renderChanged(paragraph: ComparedParagraph, text: ComparisonText): Html {
  if (paragraph.kind === 'altered') {
    const runs = paragraph.runs.map((run) => {
      if (run.kind === 'same') return run.text
      return run.kind === 'added' ? ins(run.text) : del(run.text)
    })
    return html`<div class="change"><p class="facts">${text.altered}</p><p>${runs}</p></div>
`
  }
  const isNew = paragraph.kind === 'added'
  return html`<div class="change"><p class="facts">${isNew ? text.added : text.removed}</p><p>${
    isNew ? ins(paragraph.text) : del(paragraph.text)
  }</p></div>
`
}

/** Unchanged paragraphs are collapsed between the changes, so that each change is found and can be read in context. */
function renderParagraphs(paragraphs: readonly ComparedParagraph[], text: ComparisonText): Html[] {
  const parts: Html[] = []
  let same: string[] = []
  const fold = () => {
    if (same.length === 0) return
    const summary = fillText(text.unchanged, { n: String(same.length) })
    parts.push(html`<details><summary>${summary}</summary>
${same.map(
  (one) => html`<p>${one}</p>
`,
)}</details>
`)
    same = []
  }
  for (const paragraph of paragraphs) {
    if (paragraph.kind === 'same') same.push(paragraph.text)
    else {
      fold()
      parts.push(renderChanged(paragraph, text))
    }
  }
  fold()
  return parts
}

/** What is compared. */
interface Compared {
  readonly since: PolicyVersion
  readonly version: PolicyVersion
}

/** Maximum comparisons cached; others are built again. */
const KEPT = 100

/** Returns the function that sends comparison pages, each built once and cached. */
export function rememberComparisons(operator: Readonly<Record<Language, string>>) {
  const remembered = new Map<string, PageParts>()
  return (compared: Compared, language: Language): PageParts => {
    const key = `${compared.version.version} ${compared.since.version} ${language}`
    const page = remembered.get(key) ?? buildComparisonPage(compared, language, operator)
    // Emptied as a whole: a client that requests every pair of versions needs no more memory.
    if (remembered.size >= KEPT) remembered.clear()
    remembered.set(key, page)
    return page
  }
}

/** Builds the page with what a version has added and removed since an earlier one, by paragraph and word (PO-03). */
function buildComparisonPage(
  { since, version }: Compared,
  language: Language,
  operator: Readonly<Record<Language, string>>,
): PageParts {
  const text = comparisonTexts[language]
  const own = pageTexts[language]
  const { paragraphs, isWhole } = comparePolicies({ since, version, language })
  const isSame = paragraphs.every(({ kind }) => kind === 'same')
  const link = ({ version: name }: PolicyVersion) =>
    html`<a href="/policy/${name}?lang=${language}">${name}</a>`
  return {
    language,
    title: `${text.title}: ${since.version} → ${version.version} · ${operator[language]}`,
    skip: own.skip,
    isUnlisted: true,
    style: COMPARISON_STYLE,
    masthead: renderMasthead(operator, language, own, { since: since.version }),
    main: html`<article class="text measure comparison">
<p class="facts"><a href="/policy/versions?lang=${language}">${own.archive}</a></p>
<h1>${text.title}</h1>
<p>${link(since)} → ${link(version)}</p>
${isSame ? html`<p class="notice">${text.same}</p>` : html`<p class="notice">${isWhole ? text.legend : text.tooDifferent}</p>`}
${renderParagraphs(paragraphs, text)}</article>`,
  }
}

const COMPARISON_STYLE = `
.comparison summary{cursor:pointer;color:var(--soft);padding-block:.7rem}
.comparison details{border-block:1px solid var(--line);margin-block:1rem}
.comparison .change{border-inline-start:3px solid var(--accent);padding-inline-start:1rem;margin-block:1.4rem}
.comparison .change p{margin-block-end:.3rem}
ins{background:var(--mark);text-decoration:underline;text-underline-offset:.2em}
del{color:var(--soft);text-decoration:line-through}
`
