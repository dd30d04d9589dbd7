import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Language } from '../../../contract/words.ts'
import type { Cryptography } from '../../../crypto/cryptography.ts'
import type { Deps } from '../../../deps.ts'
import {
  findPolicy,
  isAnnounced,
  type PolicyVersion,
  previousOf,
} from '../../../domain/policy/policy.ts'
import { answerCached } from '../../../http/answering/answer-cached.ts'
import { createAnswerPage } from '../layout/answer-page.ts'
import { renderMasthead } from '../layout/masthead.ts'
import { readPageLanguage } from '../layout/page-language.ts'
import type { PageParts } from '../layout/page-layout.ts'
import { pageTexts } from '../layout/page-text.ts'
import { buildArchivePage } from './archive-page.ts'
import { rememberComparisons } from './comparison-page.ts'
import { buildPolicyPage } from './policy-page.ts'

/**
 * The policy for people, at `/policy` and `/policy.txt` and below: to be mounted at the root. Works without JavaScript,
 * sets no cookie and counts nobody (PO-01).
 */
export function policyPages({
  policies,
  site,
  cryptography,
}: Pick<Deps, 'policies' | 'site' | 'cryptography'>): Hono {
  const operator = site.operator.name
  const answerPage = createAnswerPage(cryptography)

  /** Built once for each state of each version: their number times three is small. */
  const built = new Map<string, PageParts>()
  const pageOf = (policy: PolicyVersion, language: Language): PageParts => {
    const isCurrent = policy === policies.current
    const isComing = isAnnounced(policies, policy)
    const key = `${policy.version} ${language} ${isCurrent} ${isComing}`
    const page =
      built.get(key) ??
      buildPolicyPage({
        ...{ policy, language, isCurrent, isComing, operator },
        previous: previousOf(policies, policy),
      })
    built.set(key, page)
    return page
  }
  const archiveIn = (language: Language): PageParts => {
    const { current, versions } = policies
    const key = `versions ${language} ${current.version} ${versions.length}`
    const page = built.get(key) ?? buildArchivePage(policies, language, operator)
    built.set(key, page)
    return page
  }
  const comparisonOf = rememberComparisons(operator)
  const answerComparison = (c: Context) => {
    const version = findPolicy(policies, c.req.param('version') ?? '')
    const since = findPolicy(policies, c.req.query('since') ?? '')
    if (!version || !since) return answerPolicy(c, undefined)
    return answerPage(c, comparisonOf({ version, since }, readPageLanguage(c)))
  }
  const answerPolicy = (c: Context, policy: PolicyVersion | undefined) => {
    const language = readPageLanguage(c)
    if (policy === undefined) return answerPage(c, buildNotFound(language, operator), 404)
    return answerPage(c, pageOf(policy, language))
  }
  const answerFile = (c: Context, policy: PolicyVersion | undefined) =>
    policy === undefined ? answerPolicy(c, policy) : answerText(c, cryptography, policy)
  /**
   * `2025-08-01` is the page, `2025-08-01.txt` the file, `versions` the archive. One route, since other patterns for
   * the same segment would cost every request of the server Hono's fast router.
   */
  const answerNamed = (c: Context, name: string) => {
    if (name === 'versions') return answerPage(c, archiveIn(readPageLanguage(c)))
    return name.endsWith('.txt')
      ? answerFile(c, findPolicy(policies, name.slice(0, -'.txt'.length)))
      : answerPolicy(c, findPolicy(policies, name))
  }

  return new Hono()
    .get('/policy', (c) => answerPolicy(c, policies.current))
    .get('/policy.txt', (c) => answerFile(c, policies.current))
    .get('/policy/:version', (c) => answerNamed(c, c.req.param('version')))
    .get('/policy/:version/changes', answerComparison)
}

/** The text exactly as published, byte for byte: its SHA-256 is the one that the page shows. */
function answerText(
  c: Context,
  cryptography: Cryptography,
  { version, texts }: PolicyVersion,
): Promise<Response> {
  const language = readPageLanguage(c)
  return answerCached(
    c,
    { cryptography },
    {
      body: texts[language].markdown,
      type: 'text/plain; charset=utf-8',
      headers: {
        'content-language': language,
        'content-disposition': `inline; filename="policy-${version}-${language}.txt"`,
        vary: 'Accept-Language',
      },
    },
  )
}

function buildNotFound(
  language: Language,
  operator: Readonly<Record<Language, string>>,
): PageParts {
  const text = pageTexts[language]
  return {
    language,
    title: `${text.notFound} · ${operator[language]}`,
    skip: text.skip,
    isUnlisted: true,
    masthead: renderMasthead(operator, language, text),
    main: html`<div class="measure">
<h1>${text.notFound}</h1>
<p>${text.notFoundBody}</p>
<p class="facts"><a href="/policy?lang=${language}">${text.readCurrent}</a> <a href="/policy/versions?lang=${language}">${text.archive}</a></p>
</div>`,
  }
}
