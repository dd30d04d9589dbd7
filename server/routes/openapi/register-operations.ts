import * as v from 'valibot'
import type { ErrorCode } from '../../contract/error.ts'
import { noticeQuery } from '../../contract/registers/breach.ts'
import { threadId } from '../../contract/registers/impersonal.ts'
import { registerQuery } from '../../contract/registers/register.ts'
import { language } from '../../contract/words.ts'
import {
  type Described,
  NOT_MODIFIED,
  type OperationParameter,
} from '../../http/operations/description.ts'
import type { SchemaName } from '../../http/operations/schemas.ts'

const JSON_ONLY = ['application/json'] as const

const READ_ERRORS = [
  'not_signed_in',
  'store_unavailable',
  'internal_error',
] as const satisfies readonly ErrorCode[]

const WRITE_ERRORS = [
  'origin_not_allowed',
  'public_address_unknown',
  'unsupported_media_type',
  'body_too_large',
  'invalid_json',
  'unknown_field',
  'invalid_body',
  ...READ_ERRORS,
] as const satisfies readonly ErrorCode[]

const ROOT = '/v1/admin/registers'

const thread: OperationParameter = {
  in: 'path',
  name: 'thread',
  description: 'The thread: the id of its first line.',
  schema: threadId,
}

/** A register: its word in addresses, in operation ids and in sentences, and what a page of it is. */
interface Register {
  readonly address: string
  readonly id: string
  readonly words: string
  readonly result: SchemaName
}

const registers: readonly Register[] = [
  {
    address: 'disclosures',
    id: 'Disclosures',
    words: 'disclosures',
    result: 'DisclosuresResult',
  },
  { address: 'processors', id: 'Processors', words: 'processors', result: 'ProcessorsResult' },
  { address: 'services', id: 'Services', words: 'services', result: 'ServicesResult' },
  { address: 'breaches', id: 'Breaches', words: 'breaches', result: 'BreachesResult' },
  { address: 'destructions', id: 'Destructions', words: 'destructions', result: 'RegisterResult' },
  {
    address: 'paper-consents',
    id: 'PaperConsents',
    words: 'paper consents',
    result: 'PaperConsentsResult',
  },
  { address: 'prunings', id: 'Prunings', words: 'prunings', result: 'RegisterResult' },
  { address: 'audit', id: 'Audit', words: 'who saw or changed what', result: 'RegisterResult' },
]

const readPage = ({ address, id, words, result }: Register): Described => ({
  method: 'get',
  path: `${ROOT}/${address}`,
  tag: 'Registers',
  id: `read${id}`,
  summary: `Read the register of ${words}`,
  description: 'By pages of 200 lines, in the order of writing. Names no person.',
  security: 'adminSession',
  parameters: [
    {
      in: 'query',
      name: 'after',
      description: 'Number of the last line that is known already.',
      schema: registerQuery.entries.after,
    },
  ],
  answers: [{ status: 200, description: 'The lines.', schema: result }],
  errors: [...READ_ERRORS, 'invalid_query'],
})

const readBreaches: Described = {
  method: 'get',
  path: `${ROOT}/breaches`,
  tag: 'Registers',
  id: 'readBreaches',
  summary: 'Read the breaches, the overdue first',
  description: 'Each by its latest line, with the day by which the authority must be told.',
  security: 'adminSession',
  answers: [{ status: 200, description: 'The breaches.', schema: 'BreachesResult' }],
  errors: READ_ERRORS,
}

const exportCsv = ({ address, id, words }: Register): Described => ({
  method: 'get',
  path: `${ROOT}/${address}.csv`,
  tag: 'Registers',
  id: `export${id}`,
  summary: `Get the whole register of ${words} as a table`,
  description: 'For an auditor: every line, with its commitment and the content that it seals.',
  security: 'adminSession',
  answers: [{ status: 200, description: 'CSV (RFC 4180).', type: 'text/csv' }],
  errors: READ_ERRORS,
})

/** What can be written: how one is called, its body, and what else can be wrong with it. */
interface Written {
  readonly address: string
  readonly id: string
  readonly words: string
  readonly body: SchemaName
  readonly errors: readonly ErrorCode[]
}

const written: readonly Written[] = [
  {
    address: 'disclosures',
    id: 'Disclosure',
    words: 'a disclosure',
    body: 'DisclosureBody',
    errors: ['written_consent_unknown', 'processor_not_live'],
  },
  {
    address: 'processors',
    id: 'Processor',
    words: 'a processor',
    body: 'ProcessorBody',
    errors: [],
  },
  {
    address: 'paper-consents',
    id: 'PaperConsent',
    words: 'a consent on paper',
    body: 'PaperConsentBody',
    errors: [],
  },
  { address: 'breaches', id: 'Breach', words: 'a breach', body: 'BreachBody', errors: [] },
]

const write = ({ address, id, words, body, errors }: Written): readonly Described[] => [
  {
    method: 'post',
    path: `${ROOT}/${address}`,
    tag: 'Registers',
    id: `write${id}`,
    summary: `Write down ${words}`,
    description:
      'Can never be changed or erased: a text with an email address, a phone number or an IIN in it is refused.',
    security: 'adminSession',
    body: { schema: body, types: JSON_ONLY },
    answers: [{ status: 201, description: 'Written down.', schema: 'WrittenResult' }],
    errors: [...WRITE_ERRORS, ...errors],
  },
  {
    method: 'post',
    path: `${ROOT}/${address}/{thread}`,
    tag: 'Registers',
    id: `correct${id}`,
    summary: `Correct ${words}`,
    description: 'By a further line of the same thread; the earlier ones stay.',
    security: 'adminSession',
    parameters: [thread],
    body: { schema: body, types: JSON_ONLY },
    answers: [{ status: 201, description: 'Written down.', schema: 'WrittenResult' }],
    errors: [...WRITE_ERRORS, ...errors, 'not_found'],
  },
]

const breach: readonly Described[] = [
  {
    method: 'get',
    path: `${ROOT}/breaches/{thread}/notice`,
    tag: 'Registers',
    id: 'draftBreachNotice',
    summary: 'Draft the notice of a breach to the authority',
    description:
      'Names who was listed as affected, until the breach is closed. That it was read is audited.',
    security: 'adminSession',
    parameters: [
      thread,
      {
        in: 'query',
        name: 'lang',
        description: 'Kazakh or Russian.',
        schema: noticeQuery.entries.lang,
      },
    ],
    answers: [{ status: 200, description: 'The draft.', schema: 'BreachNoticeResult' }],
    errors: [...READ_ERRORS, 'not_found', 'invalid_query'],
  },
  {
    method: 'post',
    path: `${ROOT}/breaches/{thread}/subjects`,
    tag: 'Registers',
    id: 'listAffected',
    summary: 'List who a breach has affected',
    description:
      'By dataset and period. Writes the disclosure to the authority down and drafts the notice to the persons.',
    security: 'adminSession',
    parameters: [thread],
    body: { schema: 'AffectedBody', types: JSON_ONLY },
    answers: [{ status: 201, description: 'The list.', schema: 'AffectedResult' }],
    errors: [...WRITE_ERRORS, 'not_found', 'breach_too_wide'],
  },
]

const exports: Described = {
  method: 'post',
  path: '/v1/admin/exports',
  tag: 'Registers',
  id: 'exportMessages',
  summary: 'Get messages in readable form, to disclose them',
  description:
    'Only under an entry in the register of disclosures that names them, not older than a day and not used yet. Blocked messages are left out.',
  security: 'adminSession',
  body: { schema: 'ExportBody', types: JSON_ONLY },
  answers: [{ status: 200, description: 'The messages.', schema: 'MessagesExport' }],
  errors: [
    ...WRITE_ERRORS,
    ...(['disclosure_unknown', 'disclosure_mismatch', 'disclosure_expired'] as const),
    ...(['disclosure_used', 'written_consent_unknown', 'processor_not_live'] as const),
  ],
}

const form: Described = {
  method: 'get',
  path: '/consent-form',
  tag: 'Registers',
  id: 'showConsentForm',
  summary: 'A consent to print and sign by hand',
  description: 'Works without JavaScript; nothing is filled in on the screen.',
  parameters: [
    {
      in: 'query',
      name: 'lang',
      description: 'Default: the browser’s, else Kazakh.',
      schema: v.optional(language),
    },
  ],
  answers: [{ status: 200, description: 'The page.', type: 'text/html' }, NOT_MODIFIED],
  errors: [],
}

/** Registers that the law asks for, and what leaves the school under them. */
export const registerOperations: readonly Described[] = [
  ...registers.filter(({ address }) => address !== 'breaches').map(readPage),
  readBreaches,
  ...registers.map(exportCsv),
  ...written.flatMap(write),
  ...breach,
  exports,
  form,
]
