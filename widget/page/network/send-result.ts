import type { ErrorCode } from '../../../server/contract/index.ts'

/** Result of a request. `offline` covers blocked, timed out and unreachable, which browsers do not distinguish. */
export type SendResult<Body = unknown> =
  | { readonly kind: 'accepted'; readonly body: Body | undefined }
  | { readonly kind: 'refused'; readonly status: number; readonly code: ErrorCode | undefined }
  | { readonly kind: 'offline' }
