import type { Context } from 'hono'
import { policyChangesQuery } from '../../../contract/visitor/policy.ts'
import { findPolicy } from '../../../domain/policy/policy.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { NOT_MODIFIED, type OperationAnswer, PAGE } from '../../../http/operations/description.ts'
import { operation } from '../../../http/operations/operation.ts'
import { versionInPath } from '../../policy.ts'
import { pageLanguage } from '../layout/page-language.ts'
import { createPolicyAnswers, type PolicyAnswers } from './policy-answers.ts'

/**
 * `2025-08-01` is the page, `2025-08-01.txt` the file, `versions` the archive. One route, since several patterns for the same
 * segment would disable Hono's fast router for every request.
 */
function answerNamed(c: Context, name: string, { policies }: AppDeps, answers: PolicyAnswers) {
  if (name === 'versions') return answers.archive(c)
  return name.endsWith('.txt')
    ? answers.file(c, findPolicy(policies, name.slice(0, -'.txt'.length)))
    : answers.page(c, findPolicy(policies, name))
}

const TEXT: readonly OperationAnswer[] = [
  { status: 200, description: 'The text, byte for byte.', type: 'text/plain' },
  NOT_MODIFIED,
]
const NO_SUCH_PAGE: OperationAnswer = {
  status: 404,
  description: 'A page that says that there is no such version.',
  type: 'text/html',
}

/**
 * The policy for people, at `/policy`, `/policy.txt` and below. Works without JavaScript, sets no cookie and counts nothing
 * (PO-01).
 */
export const policyPageOperations = [
  operation({
    ...{ method: 'get', path: '/policy', tag: 'Pages', id: 'showPolicy' },
    who: 'anyone',
    summary: 'The current policy, for people',
    description: 'Works without JavaScript, sets no cookie, counts nobody.',
    lenient: pageLanguage,
    answers: PAGE,
    handler:
      (deps) =>
      ({ c }) =>
        createPolicyAnswers(deps).page(c, deps.policies.current),
  }),
  operation({
    ...{ method: 'get', path: '/policy/{version}', tag: 'Pages', id: 'showPolicyVersion' },
    who: 'anyone',
    summary: 'One policy version, for people',
    description: 'Earlier versions stay readable and say that they are not current.',
    params: { version: versionInPath },
    lenient: pageLanguage,
    answers: [...PAGE, NO_SUCH_PAGE],
    covers: [
      {
        ...{ path: '/policy/versions', tag: 'Pages', id: 'showPolicyVersions', params: {} },
        summary: 'Every published version',
        description: 'Newest first, with dates and SHA-256.',
        answers: PAGE,
      },
      {
        ...{ path: '/policy/{version}.txt', tag: 'Pages', id: 'downloadPolicyVersion' },
        params: { version: versionInPath },
        summary: 'One policy version as plain text',
        description: 'Its SHA-256 is the one that `/v1/policy/{version}` names.',
        answers: [...TEXT, NO_SUCH_PAGE],
      },
    ],
    handler:
      (deps) =>
      ({ c, params }) =>
        answerNamed(c, params.version, deps, createPolicyAnswers(deps)),
  }),
  operation({
    ...{ method: 'get', path: '/policy/{version}/changes', tag: 'Pages' },
    id: 'showPolicyComparison',
    who: 'anyone',
    summary: 'What a version has added to another and taken from it, for people',
    description: 'By paragraph and word; what both have is folded.',
    params: { version: versionInPath },
    lenient: {
      since: {
        description: 'The version to compare with.',
        schema: policyChangesQuery.entries.since,
      },
      ...pageLanguage,
    },
    answers: [...PAGE, NO_SUCH_PAGE],
    handler:
      (deps) =>
      ({ c, params }) => {
        const version = findPolicy(deps.policies, params.version)
        const since = findPolicy(deps.policies, c.req.query('since') ?? '')
        return version && since
          ? createPolicyAnswers(deps).comparison(c, version, since)
          : createPolicyAnswers(deps).page(c, undefined)
      },
  }),
  operation({
    ...{ method: 'get', path: '/policy.txt', tag: 'Pages', id: 'downloadPolicy' },
    who: 'anyone',
    summary: 'The current policy as plain text',
    description: 'Its SHA-256 is the one that `/v1/policy` names.',
    lenient: pageLanguage,
    answers: TEXT,
    handler:
      (deps) =>
      ({ c }) =>
        createPolicyAnswers(deps).file(c, deps.policies.current),
  }),
]
