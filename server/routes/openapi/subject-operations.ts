import type { ErrorCode } from '../../contract/error.ts'
import { deletionQuery, exportQuery } from '../../contract/visitor/subject.ts'
import { uuidV7 } from '../../contract/words.ts'
import type { Described } from '../../http/operations/description.ts'
import { ownPageOperations } from './own-page-operations.ts'

const JSON_OR_TEXT = ['application/json', 'text/plain'] as const

const READ_ERRORS = [
  'secret_missing',
  'not_found',
  'store_unavailable',
  'internal_error',
] as const satisfies readonly ErrorCode[]

const BODY_ERRORS = [
  'origin_not_allowed',
  'unsupported_media_type',
  'body_too_large',
  'invalid_json',
  'unknown_field',
  'invalid_body',
] as const satisfies readonly ErrorCode[]

const WHO =
  '`Authorization: Bearer` with `{consentId}.{secret}` of a record, `{reference}.{code}` of a message, or `code.{token}` ' +
  'of a one-time code. A wrong one is answered like one that does not exist.'

const seeing: readonly Described[] = [
  {
    method: 'get',
    path: '/v1/me',
    tag: 'My data',
    id: 'readMyData',
    summary: 'Read what is held about you',
    description: `Whether data are held, purposes, sources, ways of processing, list of data, terms, recipients, disclosures. ${WHO}`,
    security: 'subjectSecret',
    answers: [{ status: 200, description: 'What is held.', schema: 'MeResult' }],
    errors: READ_ERRORS,
  },
  {
    method: 'get',
    path: '/v1/me/export',
    tag: 'My data',
    id: 'exportMyData',
    summary: 'Download everything that is held about you',
    description: 'Complete, with what you have blocked, and nobody else’s.',
    security: 'subjectSecret',
    parameters: [
      {
        in: 'query',
        name: 'format',
        description: '`page` answers with a page for people.',
        schema: exportQuery.entries.format,
      },
      {
        in: 'query',
        name: 'lang',
        description: 'Language of the page.',
        schema: exportQuery.entries.lang,
      },
    ],
    answers: [{ status: 200, description: 'The data.', schema: 'ExportResult', type: 'text/html' }],
    errors: [...READ_ERRORS, 'invalid_query'],
  },
  {
    method: 'delete',
    path: '/v1/me',
    tag: 'My data',
    id: 'deleteMyData',
    summary: 'Delete what is held about you',
    description:
      'In two steps: without `confirm` it only says what would go and what would stay; sent again with the `confirm` of ' +
      'that answer it deletes. Sent once more it deletes nothing twice and says the same number.',
    security: 'subjectSecret',
    parameters: [
      {
        in: 'query',
        name: 'confirm',
        description: 'From the first answer.',
        schema: deletionQuery.entries.confirm,
      },
    ],
    answers: [
      { status: 200, description: 'What goes and what stays, or went.', schema: 'DeletionResult' },
    ],
    errors: [...READ_ERRORS, 'origin_not_allowed', 'invalid_query'],
  },
]

const wishing: readonly Described[] = [
  {
    method: 'post',
    path: '/v1/me/requests',
    tag: 'My data',
    id: 'makeRequest',
    summary: 'Ask the school for something',
    description:
      'With the day on which the answer is due. `scope` `other` is about data outside the website and goes to the ' +
      'responsible person. Free of charge. Ten may wait for an answer at a time.',
    security: 'subjectSecret',
    body: { schema: 'RequestBody', types: JSON_OR_TEXT },
    answers: [{ status: 201, description: 'Taken.', schema: 'RequestResult' }],
    errors: [...BODY_ERRORS, ...READ_ERRORS, 'id_reused', 'too_many_requests'],
  },
  {
    method: 'post',
    path: '/v1/me/restrictions',
    tag: 'My data',
    id: 'restrictMyData',
    summary: 'Stop one purpose, or everything',
    description: 'At once. Nothing is deleted. Without a purpose everything is blocked.',
    security: 'subjectSecret',
    body: { schema: 'RestrictionBody', types: JSON_OR_TEXT },
    answers: [{ status: 201, description: 'Stopped.', schema: 'RestrictionResult' }],
    errors: [...BODY_ERRORS, ...READ_ERRORS, 'purpose_unknown'],
  },
  {
    method: 'post',
    path: '/v1/me/restrictions/lift',
    tag: 'My data',
    id: 'liftMyRestriction',
    summary: 'Let what was stopped go on',
    description:
      'With a reason. What the law has kept stays blocked. After two hundred times of stopping and lifting only the school lifts.',
    security: 'subjectSecret',
    body: { schema: 'LiftBody', types: JSON_OR_TEXT },
    answers: [{ status: 200, description: 'Lifted.', schema: 'RestrictionResult' }],
    errors: [
      ...BODY_ERRORS,
      ...READ_ERRORS,
      'purpose_unknown',
      'held_by_law',
      'consent_withdrawn',
      'too_many_requests',
    ],
  },
  {
    method: 'post',
    path: '/v1/me/withdrawal',
    tag: 'My data',
    id: 'withdrawMyConsents',
    summary: 'Withdraw every consent, or single purposes',
    description: 'Also the consent of a message, which is then not used any more.',
    security: 'subjectSecret',
    body: { schema: 'SubjectWithdrawalBody', types: JSON_OR_TEXT },
    answers: [
      {
        status: 201,
        description: 'The consents as they are now.',
        schema: 'SubjectWithdrawalResult',
      },
    ],
    errors: [...BODY_ERRORS, ...READ_ERRORS, 'purpose_unknown'],
  },
]

const codes: readonly Described[] = [
  {
    method: 'post',
    path: '/v1/me/codes',
    tag: 'My data',
    id: 'askForCode',
    summary: 'Ask for a one-time code by mail',
    description:
      'Answered alike whether or not anything is kept under the address. Three an hour for an address and a network that asks.',
    body: { schema: 'CodeRequestBody', types: JSON_OR_TEXT },
    answers: [{ status: 202, description: 'Taken.', schema: 'CodeRequestResult' }],
    errors: [
      ...BODY_ERRORS,
      'too_many_requests',
      'mail_unavailable',
      'store_unavailable',
      'internal_error',
    ],
  },
  {
    method: 'post',
    path: '/v1/me/codes/{challenge}',
    tag: 'My data',
    id: 'takeCode',
    summary: 'Give the code from the mail',
    description: 'Five tries within ten minutes. Opens a session of half an hour.',
    parameters: [
      {
        in: 'path',
        name: 'challenge',
        description: 'From the answer to the first step.',
        schema: uuidV7,
      },
    ],
    body: { schema: 'CodeBody', types: JSON_OR_TEXT },
    answers: [{ status: 201, description: 'The session.', schema: 'CodeResult' }],
    errors: [...BODY_ERRORS, 'code_refused', 'store_unavailable', 'internal_error'],
  },
]

const byAddress: readonly Described[] = [
  {
    ...{ method: 'post', path: '/v1/requests/codes', tag: 'Requests', id: 'askForRequestCode' },
    summary: 'Have an address verified for a request',
    description:
      'For who has neither a consent nor a message here. A code is mailed to the address, known here or not. Nothing of the ' +
      'request is stored before the code is given. Three an hour for an address and a network that asks.',
    body: { schema: 'CodeRequestBody', types: JSON_OR_TEXT },
    answers: [{ status: 202, description: 'Taken.', schema: 'CodeRequestResult' }],
    errors: [
      ...BODY_ERRORS,
      ...(['too_many_requests', 'mail_unavailable', 'store_unavailable'] as const),
      'internal_error',
    ],
  },
  {
    ...{ method: 'post', path: '/v1/requests', tag: 'Requests', id: 'makeRequestByAddress' },
    summary: 'Ask the school for something, by a verified address',
    description:
      'With the code from the mail, within ten minutes and five tries. About data of the site or, with `scope` `other`, any ' +
      'other of the school’s. The answer is mailed to the address. A code stands for one request: sent again it is the same.',
    body: { schema: 'AddressRequestBody', types: JSON_OR_TEXT },
    answers: [{ status: 201, description: 'Taken.', schema: 'RequestResult' }],
    errors: [...BODY_ERRORS, 'code_refused', 'store_unavailable', 'internal_error'],
  },
  {
    ...{ method: 'get', path: '/request', tag: 'Requests', id: 'showRequestForm' },
    summary: 'The page on which anybody asks the school about data',
    description: 'Works without JavaScript.',
    answers: [{ status: 200, description: 'The page.', type: 'text/html' }],
    errors: [],
  },
  {
    ...{ method: 'post', path: '/request', tag: 'Requests', id: 'sendRequestForm' },
    summary: 'Send the form of that page',
    description:
      'A plain form with the fields of `AddressRequestBody`; `challenge` and `code` with the second step alone. Every answer is ' +
      'a page in the language of `lang`.',
    answers: [
      { status: 200, description: 'A code is on its way.', type: 'text/html' },
      { status: 201, description: 'The request was taken.', type: 'text/html' },
    ],
    errors: ['body_too_large', 'store_unavailable', 'internal_error'],
  },
]

/** The data subject’s own routes (clause 9.1). */
export const subjectOperations: readonly Described[] = [
  ...seeing,
  ...wishing,
  ...codes,
  ...byAddress,
  ...ownPageOperations,
]
