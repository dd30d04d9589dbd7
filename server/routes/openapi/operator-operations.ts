import type { ErrorCode } from '../../contract/error.ts'
import { statisticsQuery } from '../../contract/staff/admin.ts'
import { type Described, NOT_MODIFIED } from '../../http/operations/description.ts'

const JSON_ONLY = ['application/json'] as const

const ADMIN_WRITE_ERRORS = [
  'origin_not_allowed',
  'public_address_unknown',
  'unsupported_media_type',
  'body_too_large',
  'invalid_json',
  'unknown_field',
  'invalid_body',
  'too_many_requests',
  'store_unavailable',
  'internal_error',
] as const satisfies readonly ErrorCode[]

const END_ERRORS = [
  ...(['origin_not_allowed', 'public_address_unknown', 'not_signed_in'] as const),
  ...(['store_unavailable', 'internal_error'] as const),
] as const satisfies readonly ErrorCode[]

const admin: readonly Described[] = [
  {
    method: 'post',
    path: '/v1/admin/setup',
    tag: 'Console',
    id: 'setFirstPassword',
    summary: 'Set the first password',
    description:
      'Once, with the token that the server printed at its first start. Signs in. `guessable` at `password`: it repeats, follows the keyboard or the alphabet, or is made of a well-known name.',
    body: { schema: 'SetupBody', types: JSON_ONLY },
    answers: [{ status: 200, description: 'Set, and signed in.', schema: 'SessionResult' }],
    errors: [...ADMIN_WRITE_ERRORS, 'setup_refused'],
  },
  {
    method: 'get',
    path: '/v1/admin/session',
    tag: 'Console',
    id: 'readSession',
    summary: 'Read whether a password is set and this browser is signed in',
    description: 'Needs no session.',
    answers: [{ status: 200, description: 'The state.', schema: 'SessionResult' }],
    errors: ['store_unavailable', 'internal_error'],
  },
  {
    method: 'post',
    path: '/v1/admin/session',
    tag: 'Console',
    id: 'signIn',
    summary: 'Sign in',
    description:
      'Sets the session cookie, and one by which the browser is known to have signed in. Five failures of one network, or of one known browser, make it wait.',
    body: { schema: 'SignInBody', types: JSON_ONLY },
    answers: [{ status: 200, description: 'Signed in.', schema: 'SessionResult' }],
    errors: [...ADMIN_WRITE_ERRORS, 'sign_in_refused'],
  },
  {
    method: 'delete',
    path: '/v1/admin/session',
    tag: 'Console',
    id: 'signOut',
    summary: 'Sign out',
    description: 'Ends the session on the server; signed in or not.',
    answers: [{ status: 204, description: 'Signed out.' }],
    errors: ['origin_not_allowed', 'public_address_unknown', 'store_unavailable', 'internal_error'],
  },
  {
    method: 'post',
    path: '/v1/admin/password',
    tag: 'Console',
    id: 'changePassword',
    summary: 'Change the password',
    description:
      'Ends every session and begins a new one for this browser. `guessable` at `newPassword`: it repeats, follows the keyboard or the alphabet, or is made of a well-known name; `invalid`: it is the current one. Five wrong current passwords of one session make it wait.',
    security: 'adminSession',
    body: { schema: 'ChangePasswordBody', types: JSON_ONLY },
    answers: [{ status: 200, description: 'Changed, and signed in.', schema: 'SessionResult' }],
    errors: [...ADMIN_WRITE_ERRORS, 'not_signed_in', 'sign_in_refused'],
  },
  {
    method: 'delete',
    path: '/v1/admin/sessions/others',
    tag: 'Console',
    id: 'endOtherSessions',
    summary: 'Sign every other browser out',
    description: 'This one stays signed in.',
    security: 'adminSession',
    answers: [{ status: 200, description: 'Ended.', schema: 'EndedSessionsResult' }],
    errors: [...END_ERRORS],
  },
  {
    method: 'delete',
    path: '/v1/admin/sessions',
    tag: 'Console',
    id: 'endAllSessions',
    summary: 'Sign every browser out',
    description: 'This one, too.',
    security: 'adminSession',
    answers: [{ status: 204, description: 'Ended.' }],
    errors: [...END_ERRORS],
  },
  {
    method: 'get',
    path: '/v1/admin/statistics',
    tag: 'Console',
    id: 'readStatistics',
    summary: 'Read the figures of a period',
    description: 'Counts only. A count from 1 to 4 is withheld (`null`) and shown as “<5”.',
    security: 'adminSession',
    parameters: [
      {
        in: 'query',
        name: 'from',
        description: 'First day, included.',
        schema: statisticsQuery.entries.from,
      },
      {
        in: 'query',
        name: 'to',
        description: 'Last day, included.',
        schema: statisticsQuery.entries.to,
      },
    ],
    answers: [{ status: 200, description: 'The figures.', schema: 'StatisticsResult' }],
    errors: ['not_signed_in', 'invalid_query', 'store_unavailable', 'internal_error'],
  },
]

const running: readonly Described[] = [
  {
    method: 'get',
    path: '/health/live',
    tag: 'Running it',
    id: 'readLiveness',
    summary: 'Whether the process answers',
    description: 'Asks nothing of the database.',
    answers: [{ status: 200, description: 'It does.', schema: 'HealthResult' }],
    errors: [],
  },
  {
    method: 'get',
    path: '/health/ready',
    tag: 'Running it',
    id: 'readReadiness',
    summary: 'Whether the database answers, takes writes, and lies where it was opened',
    description:
      'Send requests to the server only while it is ready. `reason` says why it is not: `writes_refused` where the disk is full or read-only, `database_gone` where the file was deleted, moved or replaced.',
    answers: [
      { status: 200, description: 'Ready.', schema: 'HealthResult' },
      { status: 503, description: 'Not ready.', schema: 'HealthResult' },
    ],
    errors: [],
  },
  {
    method: 'get',
    path: '/metrics',
    tag: 'Running it',
    id: 'readMetrics',
    summary: 'Prometheus text',
    description:
      'Exact counts, so for the machine itself alone: a direct connection over loopback.',
    answers: [{ status: 200, description: 'The metrics.', type: 'text/plain' }],
    errors: ['not_found'],
  },
  {
    method: 'get',
    path: '/widget.js',
    tag: 'Running it',
    id: 'loadWidget',
    summary: 'The loader, with the site’s configuration written in',
    description:
      'What the script tag loads. It finds its further files under `/assets/` by itself.',
    answers: [{ status: 200, description: 'The loader.', type: 'text/javascript' }, NOT_MODIFIED],
    errors: [],
  },
]

/** For the operator: the console’s interface, and what whoever runs the server needs. */
export const operatorOperations: readonly Described[] = [...admin, ...running]
