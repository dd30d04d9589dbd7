import type { ErrorCode } from '../../../server/contract/index.ts'

/** What became of a request. `offline` covers blocked, timed out and unreachable: the browser does not tell. */
export type SendResult<Body = unknown> =
  | { readonly kind: 'accepted'; readonly body: Body | undefined }
  | { readonly kind: 'refused'; readonly status: number; readonly code: ErrorCode | undefined }
  | { readonly kind: 'offline' }
