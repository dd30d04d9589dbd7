import * as v from 'valibot'
import { policyChangesQuery } from '../../contract/visitor/policy.ts'
import { language, policyVersion } from '../../contract/words.ts'
import {
  type Described,
  NOT_MODIFIED,
  type OperationAnswer,
  type OperationParameter,
} from '../../http/operations/description.ts'

const version: OperationParameter = {
  in: 'path',
  name: 'version',
  description: 'The name of a published version: `2025-08-01`.',
  schema: policyVersion,
}

const lang: OperationParameter = {
  in: 'query',
  name: 'lang',
  description: 'Language of the page. Default: what the browser prefers, else Kazakh.',
  schema: v.optional(language),
}

const since: OperationParameter = {
  in: 'query',
  name: 'since',
  description: 'The version to compare with.',
  schema: policyChangesQuery.entries.since,
}

const PAGE: readonly OperationAnswer[] = [
  { status: 200, description: 'The page.', type: 'text/html' },
  NOT_MODIFIED,
]
const NO_SUCH_PAGE: OperationAnswer = {
  status: 404,
  description: 'A page that says that there is no such version.',
  type: 'text/html',
}
const TEXT: readonly OperationAnswer[] = [
  { status: 200, description: 'The text, byte for byte.', type: 'text/plain' },
  NOT_MODIFIED,
]

const data: readonly Described[] = [
  {
    method: 'get',
    path: '/v1/site',
    tag: 'Site and policy',
    id: 'readSite',
    summary: 'Read the public configuration',
    description: 'Operator, purposes on offer, data kinds, services, terms.',
    answers: [
      { status: 200, description: 'The configuration.', schema: 'SiteResult' },
      NOT_MODIFIED,
    ],
    errors: ['internal_error'],
  },
  {
    method: 'get',
    path: '/v1/policy',
    tag: 'Site and policy',
    id: 'readPolicy',
    summary: 'Read which policy version is current',
    description: 'With its effective date and the SHA-256 of each text.',
    answers: [
      { status: 200, description: 'The current version.', schema: 'PolicyResult' },
      NOT_MODIFIED,
    ],
    errors: ['internal_error'],
  },
  {
    method: 'get',
    path: '/v1/policy/{version}',
    tag: 'Site and policy',
    id: 'readPolicyVersion',
    summary: 'Read one policy version',
    description: 'A published version never changes.',
    parameters: [version],
    answers: [{ status: 200, description: 'The version.', schema: 'PolicyResult' }, NOT_MODIFIED],
    errors: ['policy_version_unknown', 'internal_error'],
  },
  {
    method: 'get',
    path: '/v1/policy/{version}/changes',
    tag: 'Site and policy',
    id: 'readPolicyChanges',
    summary: 'Read what changed between two versions',
    description: 'Runs of lines in reading order, each kept, added or removed.',
    parameters: [
      version,
      since,
      {
        in: 'query',
        name: 'lang',
        description: 'Language of the texts.',
        schema: policyChangesQuery.entries.lang,
      },
    ],
    answers: [
      { status: 200, description: 'The changes.', schema: 'PolicyChangesResult' },
      NOT_MODIFIED,
    ],
    errors: ['policy_version_unknown', 'invalid_query', 'internal_error'],
  },
]

const pages: readonly Described[] = [
  {
    method: 'get',
    path: '/policy',
    tag: 'Pages',
    id: 'showPolicy',
    summary: 'The current policy, for people',
    description: 'Works without JavaScript, sets no cookie, counts nobody.',
    parameters: [lang],
    answers: PAGE,
    errors: [],
  },
  {
    method: 'get',
    path: '/policy/{version}',
    tag: 'Pages',
    id: 'showPolicyVersion',
    summary: 'One policy version, for people',
    description: 'Earlier versions stay readable and say that they are not current.',
    parameters: [version, lang],
    answers: [...PAGE, NO_SUCH_PAGE],
    errors: [],
  },
  {
    method: 'get',
    path: '/policy/{version}/changes',
    tag: 'Pages',
    id: 'showPolicyComparison',
    summary: 'What a version has added to another and taken from it, for people',
    description: 'By paragraph and word; what both have is folded.',
    parameters: [version, since, lang],
    answers: [...PAGE, NO_SUCH_PAGE],
    errors: [],
  },
  {
    method: 'get',
    path: '/policy/versions',
    tag: 'Pages',
    id: 'showPolicyVersions',
    summary: 'Every published version',
    description: 'Newest first, with dates and SHA-256.',
    parameters: [lang],
    answers: PAGE,
    errors: [],
  },
  {
    method: 'get',
    path: '/cookies',
    tag: 'Pages',
    id: 'showCookies',
    summary: 'What is kept on devices and done with data, for people',
    description:
      'Made from the configuration: purposes, grounds, data, terms, recipients, countries.',
    parameters: [lang],
    answers: PAGE,
    errors: [],
  },
  {
    method: 'get',
    path: '/personal-data-list',
    tag: 'Pages',
    id: 'showPersonalDataList',
    summary: 'The list of personal data, to be printed and signed',
    description:
      'Made from the configuration; names every field of the database that holds such data.',
    parameters: [lang],
    answers: PAGE,
    errors: [],
  },
  {
    method: 'get',
    path: '/policy.txt',
    tag: 'Pages',
    id: 'downloadPolicy',
    summary: 'The current policy as plain text',
    description: 'Its SHA-256 is the one that `/v1/policy` names.',
    parameters: [lang],
    answers: TEXT,
    errors: [],
  },
  {
    method: 'get',
    path: '/policy/{version}.txt',
    tag: 'Pages',
    id: 'downloadPolicyVersion',
    summary: 'One policy version as plain text',
    description: 'Its SHA-256 is the one that `/v1/policy/{version}` names.',
    parameters: [version, lang],
    answers: [...TEXT, NO_SUCH_PAGE],
    errors: [],
  },
]

/** What anybody may read: configuration, policy, pages. */
export const documentOperations: readonly Described[] = [...data, ...pages]
