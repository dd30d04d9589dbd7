import type { Context } from 'hono'
import type { SignedReceipt } from '../../../contract/index.ts'
import type { Deps } from '../../../deps.ts'
import { createAnswerPage } from '../layout/answer-page.ts'
import { buildReceiptPage } from './receipt-page.ts'

/** Returns the function that sends a receipt as a page; not cached, since it is one person's. */
export function createAnswerReceiptPage({
  site,
  cryptography,
}: Pick<Deps, 'site' | 'cryptography'>): (c: Context, signed: SignedReceipt) => Promise<Response> {
  const answerPage = createAnswerPage(cryptography)
  return async (c, signed) => {
    const operator = site.operator.name[signed.receipt.language]
    const page = buildReceiptPage(signed, { timeZone: site.timeZone, operator })
    const response = await answerPage(c, page)
    response.headers.set('cache-control', 'no-store')
    response.headers.delete('access-control-allow-origin')
    return response
  }
}
