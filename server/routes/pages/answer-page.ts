import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Cryptography } from '../../crypto/cryptography.ts'
import { answerCached } from '../edge/answer-cached.ts'
import { type PageParts, renderPage, styleOf } from './page-layout.ts'

/** Answers with a page. */
export type AnswerPage = (
  c: Context,
  parts: PageParts,
  status?: ContentfulStatusCode,
) => Promise<Response>

/**
 * Makes the function that answers with pages. Its content security policy allows the page's own style, by its SHA-256,
 * and nothing else: no script, no image, no frame, and no form but one to the server itself where `formAction` says so (SE-06).
 */
export function createAnswerPage(
  cryptography: Cryptography,
  { formAction = "'none'" }: { readonly formAction?: "'none'" | "'self'" } = {},
): AnswerPage {
  const policies = new Map<string, string>()
  const policyOf = async (style: string): Promise<string> => {
    const known = policies.get(style)
    if (known !== undefined) return known
    const hash = btoa(String.fromCharCode(...(await cryptography.sha256(style))))
    const policy =
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; ` +
      `base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`
    policies.set(style, policy)
    return policy
  }
  const rendered = new WeakMap<PageParts, string>()
  /** What is shown to all is rendered once, as long as its parts are the same. */
  const render = async (parts: PageParts): Promise<string> => {
    const body = rendered.get(parts) ?? String(await renderPage(parts))
    if (!parts.isPersonal) rendered.set(parts, body)
    return body
  }
  return async function answerPage(c, parts, status = 200) {
    const body = await render(parts)
    const type = 'text/html; charset=utf-8'
    const headers = {
      'content-language': parts.language,
      'content-security-policy': await policyOf(styleOf(parts)),
      vary: 'Accept-Language',
      'referrer-policy': 'no-referrer',
    }
    if (status === 200 && !parts.isPersonal)
      return answerCached(c, { cryptography }, { body, type, headers })
    return c.body(body, status, {
      ...headers,
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  }
}
