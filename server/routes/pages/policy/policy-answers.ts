import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Language } from '../../../contract/words.ts'
import type { Cryptography } from '../../../crypto/cryptography.ts'
import { isAnnounced, type PolicyVersion, previousOf } from '../../../domain/policy/policy.ts'
import { answerCached } from '../../../http/answering/answer-cached.ts'
import { oncePerServer } from '../../../http/operations/once-per-server.ts'
import { createAnswerPage } from '../layout/answer-page.ts'
import { renderMasthead } from '../layout/masthead.ts'
import { readPageLanguage } from '../layout/page-language.ts'
import type { PageParts } from '../layout/page-layout.ts'
import { pageTexts } from '../layout/page-text.ts'
import { buildArchivePage } from './archive-page.ts'
import { rememberComparisons } from './comparison-page.ts'
import { buildPolicyPage } from './policy-page.ts'

/** Sends the policy's pages and files, built once for each state of each version: three times their number is small. */
export interface PolicyAnswers {
  /** Sends a version's page, or one that says that there is no such version. */
  page(c: Context, policy: PolicyVersion | undefined): Promise<Response>
  /** Sends its text, or that page. */
  file(c: Context, policy: PolicyVersion | undefined): Promise<Response>
  archive(c: Context): Promise<Response>
  comparison(c: Context, version: PolicyVersion, since: PolicyVersion): Promise<Response>
}

export const createPolicyAnswers = oncePerServer<PolicyAnswers>(
  ({ policies, site, cryptography }) => {
    const operator = site.operator.name
    const answerPage = createAnswerPage(cryptography)
    const built = new Map<string, PageParts>()
    const once = (key: string, build: () => PageParts): PageParts => {
      const page = built.get(key) ?? build()
      built.set(key, page)
      return page
    }
    const pageOf = (policy: PolicyVersion, language: Language): PageParts => {
      const isCurrent = policy === policies.current
      const isComing = isAnnounced(policies, policy)
      return once(`${policy.version} ${language} ${isCurrent} ${isComing}`, () =>
        buildPolicyPage({
          ...{ policy, language, isCurrent, isComing, operator },
          previous: previousOf(policies, policy),
        }),
      )
    }
    const comparisonOf = rememberComparisons(operator)
    const page: PolicyAnswers['page'] = (c, policy) => {
      const language = readPageLanguage(c)
      if (policy === undefined) return answerPage(c, buildNotFound(language, operator), 404)
      return answerPage(c, pageOf(policy, language))
    }
    return {
      page,
      file: (c, policy) =>
        policy === undefined ? page(c, policy) : answerText(c, cryptography, policy),
      archive(c) {
        const language = readPageLanguage(c)
        const { current, versions } = policies
        const key = `versions ${language} ${current.version} ${versions.length}`
        return answerPage(
          c,
          once(key, () => buildArchivePage(policies, language, operator)),
        )
      },
      comparison: (c, version, since) =>
        answerPage(c, comparisonOf({ version, since }, readPageLanguage(c))),
    }
  },
)

/** Sends the text exactly as published, byte for byte: the page shows its SHA-256. */
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
