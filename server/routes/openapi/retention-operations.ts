import type { Described } from '../../http/operations/description.ts'

/** How long everything is kept, and what is done at the end. */
export const retentionOperations: readonly Described[] = [
  {
    method: 'get',
    path: '/v1/admin/retention',
    tag: 'Console',
    id: 'readRetention',
    summary: 'Read the retention schedule and what is due by it',
    description:
      'Every class of data with term, bounds, ground and end action. What is under a legal hold is never due.',
    security: 'adminSession',
    answers: [{ status: 200, description: 'The schedule.', schema: 'RetentionResult' }],
    errors: ['not_signed_in', 'store_unavailable', 'internal_error'],
  },
  {
    method: 'post',
    path: '/v1/admin/retention/run',
    tag: 'Console',
    id: 'runRetention',
    summary: 'Destroy now what is past its term, or only count it',
    description:
      'As the daily job does. What was destroyed stands in the register of destructions; the request itself in the audit.',
    security: 'adminSession',
    body: { schema: 'RetentionRunBody', types: ['application/json'] },
    answers: [{ status: 200, description: 'Done, or counted.', schema: 'RetentionRunResult' }],
    errors: [
      'not_signed_in',
      'origin_not_allowed',
      'public_address_unknown',
      'unsupported_media_type',
      'body_too_large',
      'invalid_json',
      'unknown_field',
      'invalid_body',
      'retention_running',
      'clock_in_doubt',
      'too_many_requests',
      'store_unavailable',
      'internal_error',
    ],
  },
]
