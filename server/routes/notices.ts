import { Hono } from 'hono'
import type { NoticeResult } from '../contract/index.ts'
import { answerCached } from '../http/answering/answer-cached.ts'
import { ApiError } from '../http/answering/api-error.ts'
import type { AppDeps } from '../http/app-deps.ts'

/** What has a hash for a name never changes. */
const FOREVER = { 'cache-control': 'public, max-age=31536000, immutable' }

/** Exact texts once shown, by their SHA-256 (CR-04). */
export const noticeRoutes = ({ store, cryptography }: AppDeps): Hono =>
  new Hono().get('/:sha256', async (c) => {
    const sha256 = c.req.param('sha256')
    const notice = /^[0-9a-f]{64}$/.test(sha256) ? await store.findNotice(sha256) : undefined
    if (!notice) throw new ApiError('not_found')
    const result: NoticeResult = { sha256, language: notice.language, content: notice.content }
    const document = { body: JSON.stringify(result), type: 'application/json', headers: FOREVER }
    return answerCached(c, { cryptography }, document)
  })
