import type { Context } from 'hono'
import {
  type PolicyChangesResult,
  type PolicyResult,
  policyChangesQuery,
} from '../contract/visitor/policy.ts'
import { type Language, languages, policyVersion } from '../contract/words.ts'
import {
  askedSince,
  findPolicy,
  OFFICIAL_LANGUAGE,
  type PolicyVersion,
} from '../domain/policy/policy.ts'
import { buildPolicyChanges } from '../domain/policy/policy-changes.ts'
import { answerCached } from '../http/answering/answer-cached.ts'
import { ApiError } from '../http/answering/api-error.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { NOT_MODIFIED } from '../http/operations/description.ts'
import { operation, type Parameter } from '../http/operations/operation.ts'

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

/** The version in a path. */
export const versionInPath: Parameter = {
  description: 'The name of a published version: `2025-08-01`.',
  schema: policyVersion,
}

/** @throws {ApiError} `policy_version_unknown`. */
function find(name: string, { policies }: AppDeps): PolicyVersion {
  const policy = findPolicy(policies, name)
  if (policy === undefined) throw new ApiError('policy_version_unknown')
  return policy
}

const answer = (
  c: Context,
  { cryptography }: AppDeps,
  result: PolicyResult | PolicyChangesResult,
): Promise<Response> =>
  answerCached(c, { cryptography }, { body: JSON.stringify(result), type: 'application/json' })

/** The policy's versions as data (PO-01, PO-02). */
export const policyOperations = [
  operation({
    ...{ method: 'get', path: '/v1/policy', tag: 'Site and policy', id: 'readPolicy' },
    who: 'anyone',
    summary: 'Read which policy version is current',
    description: 'With its effective date and the SHA-256 of each text.',
    answers: [
      { status: 200, description: 'The current version.', schema: 'PolicyResult' },
      NOT_MODIFIED,
    ],
    handler:
      (deps) =>
      ({ c }) => {
        const { version, summary } = find(askedSince(deps.policies), deps)
        const result = buildResult(deps.policies.current)
        return answer(c, deps, { ...result, askedSince: { version, ...(summary && { summary }) } })
      },
  }),
  operation({
    ...{ method: 'get', path: '/v1/policy/{version}', tag: 'Site and policy' },
    id: 'readPolicyVersion',
    who: 'anyone',
    summary: 'Read one policy version',
    description: 'A published version never changes.',
    params: { version: versionInPath },
    answers: [{ status: 200, description: 'The version.', schema: 'PolicyResult' }, NOT_MODIFIED],
    errors: ['policy_version_unknown'],
    handler:
      (deps) =>
      ({ c, params }) =>
        answer(c, deps, buildResult(find(params.version, deps))),
  }),
  operation({
    ...{ method: 'get', path: '/v1/policy/{version}/changes', tag: 'Site and policy' },
    id: 'readPolicyChanges',
    who: 'anyone',
    summary: 'Read what changed between two versions',
    description: 'Runs of lines in reading order, each kept, added or removed.',
    params: { version: versionInPath },
    query: {
      schema: policyChangesQuery,
      means: { since: 'The version to compare with.', lang: 'Language of the texts.' },
    },
    answers: [
      { status: 200, description: 'The changes.', schema: 'PolicyChangesResult' },
      NOT_MODIFIED,
    ],
    errors: ['policy_version_unknown'],
    handler:
      (deps) =>
      ({ c, params, query }) => {
        const version = find(params.version, deps)
        const since = find(query.since, deps)
        const result: PolicyChangesResult = {
          version: version.version,
          since: since.version,
          language: query.lang,
          changes: buildPolicyChanges({ since, version, language: query.lang }),
        }
        return answer(c, deps, result)
      },
  }),
]
