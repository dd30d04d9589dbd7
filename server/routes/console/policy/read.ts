import type {
  PoliciesResult,
  PolicyDifferenceResult,
  PolicyTextsResult,
  PolicyVersionLine,
} from '../../../contract/index.ts'
import { policyDifferenceQuery } from '../../../contract/staff/policy-admin.ts'
import { nameActor } from '../../../domain/answering/actor-name.ts'
import {
  findFollowed,
  findPolicy,
  isAnnounced,
  type PolicyVersion,
} from '../../../domain/policy/policy.ts'
import { comparePolicies } from '../../../domain/policy/policy-comparison.ts'
import { hashTexts, versionOfDraft } from '../../../domain/policy/published.ts'
import { presentDraft, todayOf } from '../../../domain/publishing/draft.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { operation } from '../../../http/operations/operation.ts'
import { staff } from '../../../http/operations/who.ts'
import { versionInPath } from '../../policy.ts'
import { requireDraft } from './outcome.ts'

const PATH = '/v1/admin/policy'

function lineOf(policy: PolicyVersion, { policies }: Pick<AppDeps, 'policies'>): PolicyVersionLine {
  const { version, effectiveOn, change, summary, texts } = policy
  const isInForce = policy === policies.current
  return {
    ...{ version, effectiveOn, change, summary: summary ?? null, sha256: texts.kk.sha256 },
    state: isInForce ? 'in_force' : isAnnounced(policies, policy) ? 'announced' : 'past',
    origin: policies.published?.includes(policy) ? 'console' : 'file',
  }
}

async function listVersions(deps: AppDeps): Promise<PoliciesResult> {
  const draft = await deps.store.findPolicyDraft()
  return {
    today: todayOf(deps),
    versions: deps.policies.versions.map((policy) => lineOf(policy, deps)),
    draft: draft
      ? {
          version: draft.approval?.version ?? null,
          effectiveOn: draft.effectiveOn,
          isApproved: draft.approval !== null,
          changedBy: await nameActor(draft.changedBy, deps),
          changedAt: new Date(draft.changedAtMs).toISOString(),
        }
      : null,
  }
}

async function compare(
  language: PolicyDifferenceResult['language'],
  deps: AppDeps,
): Promise<PolicyDifferenceResult> {
  const draft = await requireDraft(deps)
  const { policies } = deps
  const since = findFollowed(policies.versions, draft.effectiveOn) ?? policies.current
  const sha256 = await hashTexts(draft.texts, deps.cryptography)
  const version = versionOfDraft(draft, { version: since.version, sha256 })
  const { paragraphs, isWhole } = comparePolicies({ since, version, language })
  return {
    ...{ since: since.version, language, isWhole },
    paragraphs: paragraphs.map((one) =>
      one.kind === 'altered'
        ? { kind: 'altered', runs: [...one.runs] }
        : { kind: one.kind, runs: [{ kind: one.kind, text: one.text }] },
    ),
  }
}

function readVersion(name: string, deps: AppDeps): PolicyTextsResult {
  const policy = findPolicy(deps.policies, name)
  if (!policy) throw new ApiError('policy_version_unknown')
  const { kk, ru, en } = policy.texts
  return {
    ...lineOf(policy, deps),
    texts: { kk: kk.markdown, ru: ru.markdown, en: en.markdown },
    hashes: { kk: kk.sha256, ru: ru.sha256, en: en.sha256 },
  }
}

/** What staff read of the policy: its versions, and the one in preparation with all that is wrong with it (PO-03). */
export const readPolicyOperations = [
  operation({
    ...{ method: 'get', path: PATH, tag: 'Policy', id: 'listPolicies' },
    who: staff('auditor'),
    summary: 'List every version of the policy',
    description: 'Newest first, those of files and of the console; and the one in preparation.',
    answers: [{ status: 200, description: 'The versions.', schema: 'PoliciesResult' }],
    handler: (deps) => async () => answerJson(200, await listVersions(deps)),
  }),
  operation({
    ...{ method: 'get', path: `${PATH}/versions/{version}`, tag: 'Policy', id: 'readPolicyTexts' },
    who: staff('auditor'),
    summary: 'Read a published version with its texts',
    description: 'As it was published; it is never changed.',
    params: { version: versionInPath },
    answers: [{ status: 200, description: 'The version.', schema: 'PolicyTextsResult' }],
    errors: ['policy_version_unknown'],
    handler:
      (deps) =>
      async ({ params }) =>
        answerJson(200, readVersion(params.version, deps)),
  }),
  operation({
    ...{ method: 'get', path: `${PATH}/draft`, tag: 'Policy', id: 'readPolicyDraft' },
    who: staff('auditor'),
    summary: 'Read the version in preparation',
    description:
      'With everything that is wrong with it, the number that it would get, and how many visitors a material version asks again.',
    answers: [{ status: 200, description: 'The version.', schema: 'PolicyDraftResult' }],
    errors: ['not_found'],
    handler: (deps) => async () =>
      answerJson(200, await presentDraft(await requireDraft(deps), deps)),
  }),
  operation({
    ...{ method: 'get', path: `${PATH}/draft/changes`, tag: 'Policy', id: 'comparePolicyDraft' },
    who: staff('auditor'),
    summary: 'Compare the version in preparation with the one that it would follow',
    description:
      'That is the newest one whose day is not after its own. By paragraph and, within one that both have, by word.',
    query: { schema: policyDifferenceQuery, means: { lang: 'Language of the texts.' } },
    answers: [{ status: 200, description: 'The difference.', schema: 'PolicyDifferenceResult' }],
    errors: ['not_found'],
    handler:
      (deps) =>
      async ({ query: { lang } }) =>
        answerJson(200, await compare(lang, deps)),
  }),
]
