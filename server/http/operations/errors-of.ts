import type { ErrorCode } from '../../contract/error.ts'
import type { Operation } from './operation.ts'
import { isStaff, type Staff } from './who.ts'

const BODY_ERRORS = [
  ...(['unsupported_media_type', 'body_too_large', 'invalid_json'] as const),
  ...(['unknown_field', 'invalid_body'] as const),
] satisfies readonly ErrorCode[]

const readiness = ({ isBeforeReady }: Staff): readonly ErrorCode[] =>
  isBeforeReady ? [] : ['undertaking_required']

/** Codes of `createAdmission`, and of a missing or wrong credential. */
function errorsOfWho({ who, method }: Operation): readonly ErrorCode[] {
  if (who === 'anyone') return []
  const isRead = method === 'get'
  if (who === 'page') return isRead ? [] : ['origin_not_allowed', 'store_unavailable']
  const ofPage: ErrorCode[] = isRead ? [] : ['origin_not_allowed']
  if (who === 'record' || who === 'person')
    return [...ofPage, 'secret_missing', 'not_found', 'store_unavailable']
  const ofConsole: ErrorCode[] = isRead ? [] : ['origin_not_allowed', 'public_address_unknown']
  const ofStaff: ErrorCode[] = isStaff(who)
    ? ['not_signed_in', 'role_not_permitted', 'second_factor_required', ...readiness(who)]
    : []
  return [...ofConsole, ...ofStaff, 'store_unavailable']
}

/** Returns every code that an operation can answer with: its own, and those that follow from its columns. */
export function errorsOf(operation: Operation): readonly ErrorCode[] {
  const { path, query, body, errors = [] } = operation
  return [
    ...new Set<ErrorCode>([
      ...errorsOfWho(operation),
      ...(body ? BODY_ERRORS : []),
      ...(query ? (['invalid_query'] as const) : []),
      ...errors,
      // Everything below `/v1` is limited in its rate, and answers with the envelope whatever goes wrong.
      ...(path.startsWith('/v1/') ? (['too_many_requests', 'internal_error'] as const) : []),
    ]),
  ]
}
