import type { Context } from 'hono'
import { html } from 'hono/html'
import { codeBody } from '../../../contract/code.ts'
import type { Cryptography } from '../../../crypto/cryptography.ts'
import { toHex } from '../../../domain/identifiers/hex.ts'
import { formatCredential } from '../../../domain/subject/typed-credential.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { isOwnOrigin, isVouchedFor } from '../../../http/protecting/own-origin.ts'
import { readKeyCookie } from '../../../http/reading/key-cookie.ts'
import { checkBody } from '../../../http/reading/read-body.ts'
import { openSession } from '../../me/codes.ts'
import type { Html } from '../layout/page-layout.ts'

/** The submitted fields of a form. */
export type Fields = Readonly<Record<string, string>>

/**
 * How a form identifies the person. `typed`: by the typed credential, which the form carries from step to step. `device`: by
 * the server's own cookie; `proof` shows that the form is from a page that was shown to the cookie's owner.
 */
export type Holder =
  | { readonly kind: 'typed'; readonly credential: string }
  | { readonly kind: 'device'; readonly proof: string }

/** The person who asks, with their credential; `undefined` where the device has none. */
export interface Known {
  readonly holder: Holder
  readonly credential: string
}

/** Returns the hidden fields by which the next step identifies the person. */
export const carryHolder = (holder: Holder): Html =>
  holder.kind === 'typed'
    ? html`<input type="hidden" name="credential" value="${holder.credential}">`
    : html`<input type="hidden" name="proof" value="${holder.proof}">`

/** Derived from the credential, and gives no access: another page has neither. */
const proofOf = async (credential: string, cryptography: Cryptography): Promise<string> =>
  toHex(await cryptography.sha256(`kelisim-my-data-form-1\n${credential}`))

/**
 * Requires a form of the server's own page: a page of the school, or of another site, must not show or do anything here with
 * the cookie of its visitor.
 *
 * @throws {ApiError} `origin_not_allowed`.
 */
export function requireOwnPage(c: Context, { originGuard, publicUrl }: AppDeps): void {
  originGuard.check(c)
  if (isVouchedFor(c)) return
  const origin = c.req.header('origin')
  // A browser that sends neither header is too old; each action requires values that other pages do not have.
  const isOwn =
    origin === undefined
      ? c.req.header('sec-fetch-site') === undefined
      : isOwnOrigin(c, origin, { publicUrl })
  if (!isOwn) throw new ApiError('origin_not_allowed')
}

/**
 * Identifies the sender of a form: by the typed credential, or by the device's cookie.
 *
 * @throws {ApiError} `code_refused`; `origin_not_allowed` where a form that acts by the cookie has no valid proof.
 */
export async function readHolder(
  c: Context,
  fields: Fields,
  deps: AppDeps,
): Promise<Known | undefined> {
  const typed = await readTyped(fields, deps)
  if (typed !== undefined)
    return { holder: { kind: 'typed', credential: typed }, credential: typed }
  const credential = readKeyCookie(c)
  if (credential === undefined) return undefined
  const proof = await proofOf(credential, deps.cryptography)
  if (fields.act !== 'show' && fields.proof !== proof) throw new ApiError('origin_not_allowed')
  return { holder: { kind: 'device', proof }, credential }
}

async function readTyped(fields: Fields, deps: AppDeps): Promise<string | undefined> {
  if (fields.credential !== undefined) return fields.credential
  if (fields.reference !== undefined) return formatCredential(fields.reference, fields.secret ?? '')
  if (fields.challenge === undefined) return undefined
  const code = checkBody(codeBody, { code: fields.code ?? '' })
  return `code.${(await openSession(fields.challenge, code, deps)).token}`
}
