import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Cryptography } from '../../../crypto/cryptography.ts'
import { answerCached } from '../../../http/answering/answer-cached.ts'
import { streamText } from '../../../http/answering/stream.ts'
import { type PageParts, renderPage, styleOf } from './page-layout.ts'

/** Answers with a page. */
export interface AnswerPage {
  (c: Context, parts: PageParts, status?: ContentfulStatusCode): Promise<Response>
  /** Sends a page about a person whose main part is generated while it is sent, after `parts.main`. */
  streamed(c: Context, parts: PageParts, main: AsyncIterable<string>): Promise<Response>
}

/** Headers of a page with personal data. */
const PERSONAL_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/**
 * Returns the function that sends pages. Its content security policy allows the page's own style, by its SHA-256, and nothing
 * else: no script, no image, no frame, and no form except to the server itself where `formAction` allows it (SE-06).
 */
export function createAnswerPage(
  cryptography: Cryptography,
  {
    formAction = "'none'",
    referrer = 'no-referrer',
  }: {
    readonly formAction?: "'none'" | "'self'"
    /** `same-origin` for a page with a form: a browser without a referrer hides the origin from the server too. */
    readonly referrer?: 'no-referrer' | 'same-origin'
  } = {},
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
  /** A public page is rendered once, as long as its parts are the same. */
  const render = async (parts: PageParts): Promise<string> => {
    const body = rendered.get(parts) ?? String(await renderPage(parts))
    if (!parts.isPersonal) rendered.set(parts, body)
    return body
  }
  const headersOf = async (parts: PageParts) => ({
    'content-language': parts.language,
    'content-security-policy': await policyOf(styleOf(parts)),
    vary: 'Accept-Language',
    'referrer-policy': referrer,
  })
  const answerPage = async (c: Context, parts: PageParts, status: ContentfulStatusCode = 200) => {
    const body = await render(parts)
    const type = 'text/html; charset=utf-8'
    const headers = await headersOf(parts)
    if (status === 200 && !parts.isPersonal)
      return answerCached(c, { cryptography }, { body, type, headers })
    return c.body(body, status, { ...headers, 'content-type': type, ...PERSONAL_HEADERS })
  }
  const streamed: AnswerPage['streamed'] = async (c, parts, main) =>
    c.body(streamText(writePage(parts, main)), 200, {
      ...(await headersOf(parts)),
      'content-type': 'text/html; charset=utf-8',
      ...PERSONAL_HEADERS,
    })
  return Object.assign(answerPage, { streamed })
}

/** Position of the streamed part. Text of people is escaped, so it cannot contain this. */
const SEAM = '<!--main-->'

async function* writePage(parts: PageParts, main: AsyncIterable<string>): AsyncGenerator<string> {
  const page = String(await renderPage({ ...parts, main: html`${parts.main}${raw(SEAM)}` }))
  const [before = '', after = ''] = page.split(SEAM)
  yield before
  yield* main
  yield after
}
