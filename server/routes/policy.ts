import { type Context, Hono } from 'hono'
import {
  type PolicyChangesResult,
  type PolicyResult,
  policyChangesQuery,
} from '../contract/visitor/policy.ts'
import { type Language, languages } from '../contract/words.ts'
import type { Deps } from '../deps.ts'
import {
  askedSince,
  findPolicy,
  OFFICIAL_LANGUAGE,
  type PolicyVersion,
} from '../domain/policy/policy.ts'
import { buildPolicyChanges } from '../domain/policy/policy-changes.ts'
import { answerCached } from '../http/answering/answer-cached.ts'
import { ApiError } from '../http/answering/api-error.ts'
import { readQuery } from '../http/reading/read-query.ts'

function buildResult({
  version,
  effectiveOn,
  change,
  summary,
  texts,
}: PolicyVersion): PolicyResult {
  const entries = languages.map((language) => [
    language,
    {
      sha256: texts[language].sha256,
      url: `/policy/${version}.txt?lang=${language}`,
      official: language === OFFICIAL_LANGUAGE,
    },
  ])
  return {
    version,
    effectiveOn,
    change,
    ...(summary && { summary }),
    sha256: texts[OFFICIAL_LANGUAGE].sha256,
    texts: Object.fromEntries(entries) as Record<Language, PolicyResult['texts'][Language]>,
  }
}

/** The policy's versions as data, to be mounted at `/v1/policy` (PO-01, PO-02). */
export function policyRoutes({
  policies,
  cryptography,
}: Pick<Deps, 'policies' | 'cryptography'>): Hono {
  const answer = (c: Context, result: PolicyResult | PolicyChangesResult) =>
    answerCached(c, { cryptography }, { body: JSON.stringify(result), type: 'application/json' })
  const find = (name: string): PolicyVersion => {
    const policy = findPolicy(policies, name)
    if (policy === undefined) throw new ApiError('policy_version_unknown')
    return policy
  }
  return new Hono()
    .get('/', (c) => {
      const { version, summary } = find(askedSince(policies))
      const result = buildResult(policies.current)
      return answer(c, { ...result, askedSince: { version, ...(summary && { summary }) } })
    })
    .get('/:version', (c) => answer(c, buildResult(find(c.req.param('version')))))
    .get('/:version/changes', (c) => {
      const version = find(c.req.param('version'))
      const { since: sinceName, lang: language } = readQuery(c, policyChangesQuery)
      const since = find(sinceName)
      const result: PolicyChangesResult = {
        version: version.version,
        since: since.version,
        language,
        changes: buildPolicyChanges({ since, version, language }),
      }
      return answer(c, result)
    })
}
