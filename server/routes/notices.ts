import * as v from 'valibot'
import type { NoticeResult } from '../contract/index.ts'
import { answerCached } from '../http/answering/answer-cached.ts'
import { ApiError } from '../http/answering/api-error.ts'
import { NOT_MODIFIED } from '../http/operations/description.ts'
import { operation } from '../http/operations/operation.ts'

/** Content addressed by its hash never changes. */
const FOREVER = { 'cache-control': 'public, max-age=31536000, immutable' }

const SHA256 = /^[0-9a-f]{64}$/

/** Notices that were once shown, by their SHA-256 (CR-04). */
export const noticeOperations = [
  operation({
    ...{ method: 'get', path: '/v1/notices/{sha256}', tag: 'Proof', id: 'readNotice' },
    who: 'anyone',
    summary: 'Read an exact text that was once shown',
    description: 'By the SHA-256 that records and receipts name. Never changes.',
    params: {
      sha256: { description: '64 hex digits.', schema: v.pipe(v.string(), v.regex(SHA256)) },
    },
    answers: [{ status: 200, description: 'The text.', schema: 'NoticeResult' }, NOT_MODIFIED],
    errors: ['not_found', 'store_unavailable'],
    handler:
      ({ store, cryptography }) =>
      async ({ c, params: { sha256 } }) => {
        const notice = SHA256.test(sha256) ? await store.findNotice(sha256) : undefined
        if (!notice) throw new ApiError('not_found')
        const result: NoticeResult = {
          sha256,
          language: notice.language,
          content: notice.content,
        }
        const body = JSON.stringify(result)
        const document = { body, type: 'application/json', headers: FOREVER }
        return answerCached(c, { cryptography }, document)
      },
  }),
]
