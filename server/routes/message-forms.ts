import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type MessageBody, type MessageResult, messageBody } from '../contract/visitor/message.ts'
import { findLanguage, type Language } from '../contract/words.ts'
import { buildUuidV7 } from '../domain/identifiers/uuid-v7.ts'
import { createInTurn, type InTurn } from '../domain/jobs/in-turn.ts'
import { findRepeated } from '../domain/messages/repeated-message.ts'
import { ApiError, errorStatus } from '../http/answering/api-error.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { isOfProgram } from '../http/protecting/own-origin.ts'
import { factsOf } from '../http/reading/hints.ts'
import { readFormFields } from '../http/reading/read-body.ts'
import { answerContactPage, type ContactStep } from './pages/contact/contact-page.ts'
import { answerMessagePage, describeFields } from './pages/contact/message-page.ts'
import { createAnswerPage } from './pages/layout/answer-page.ts'
import { checkMessage, checkProof, checkRules, takeMessage } from './take-message.ts'

type Fields = Readonly<Record<string, string>>

/** Result of a form: stored, held until it is sent again from the server's own page, or refused. */
type Outcome =
  | ({ readonly kind: 'sent' } & MessageResult)
  | ({ readonly kind: 'held'; readonly status: ContentfulStatusCode } & ContactStep)
  | { readonly kind: 'refused'; readonly error: ApiError }

/**
 * The explanation on the server's own page for each refusal that sending again can fix; problems of fields are shown
 * separately.
 */
const HELD = {
  invalid_body: undefined,
  consent_required: undefined,
  looks_automated: 'automated',
  sent_too_soon: 'tooSoon',
  policy_version_outdated: 'outdated',
  policy_version_unknown: 'outdated',
} as const

const isHeld = (code: string): code is keyof typeof HELD => Object.hasOwn(HELD, code)

/**
 * Returns the handler of a form that a browser submits itself. Whatever page it is on, it is stored only if it comes from the
 * server's own page: there the consent text in force is beside the box, and the page sends its notice and stamp. A form of
 * any other page is held: its values are kept, and are sent from there (decision 039).
 */
export function createFormTaker(deps: AppDeps) {
  const answerPage = createAnswerPage(deps.cryptography)
  const answerForm = createAnswerPage(deps.cryptography, {
    formAction: "'self'",
    referrer: 'same-origin',
  })
  const inTurn = createInTurn()
  return async function takeForm(c: Context): Promise<Response> {
    const isHidden = deps.originGuard.isHidden(c)
    if (!isHidden) deps.originGuard.check(c)
    const fields = settleTwins(await readFormFields(c))
    const language = findLanguage(fields.language ?? '') ?? 'kk'
    const outcome = isHidden ? holdHidden(fields) : await decide(c, fields, language, inTurn, deps)
    if (outcome.kind === 'held')
      return answerContactPage(c, answerForm, { ...outcome, language }, deps)
    return answerMessagePage(c, answerPage, language, outcome, deps.site.operator.name)
  }
}

const refuseMinor: Outcome = { kind: 'refused', error: new ApiError('sender_is_minor') }

/** From a page that hides its origin (decision 037). A minor's values are not repeated (MI-02). */
const holdHidden = (fields: Fields): Outcome =>
  fields.sender === 'minor' ? refuseMinor : { kind: 'held', status: 403, why: 'hidden', fields }

/** A program is responsible for what it showed, like one that sends JSON. Old browsers send no `Origin` with a form. */
const isProgramsForm = (c: Context, { notice, stamp }: Fields, deps: AppDeps): boolean =>
  notice === undefined &&
  stamp === undefined &&
  c.req.header('origin') !== undefined &&
  isOfProgram(c, deps)

async function decide(
  c: Context,
  fields: Fields,
  language: Language,
  inTurn: InTurn,
  deps: AppDeps,
): Promise<Outcome> {
  if (fields.sender === 'minor') return refuseMinor
  const isProgram = isProgramsForm(c, fields, deps)
  if (!isProgram && (fields.notice === undefined || fields.stamp === undefined)) {
    const told = fields.policyVersion
    const isOutdated = told !== undefined && told !== deps.policies.current.version
    if (isOutdated) deps.hints.tell('form_outdated', factsOf(c))
    return { kind: 'held', status: 422, why: 'elsewhere', fields }
  }
  try {
    return {
      kind: 'sent',
      ...(await takeOnce(readMessage(fields, deps), { isProgram, inTurn, deps })),
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (!isHeld(error.code)) return { kind: 'refused', error }
    const why = HELD[error.code]
    const wrong = why ? {} : describeFields(error, language)
    return { kind: 'held', status: errorStatus[error.code][0], why, wrong, fields }
  }
}

/** Values of a ticked checkbox: `on` where it has no `value` attribute. */
const TICKED = ['on', 'true', '1', 'yes']

/**
 * Returns one value for each field, the last one, except for two that a page may send twice. A checkbox has a hidden twin on
 * many pages (`0`, so that an unticked one is sent too), before or after it: it is ticked if any of the values means a tick.
 * And a sender who selects 'minor' once is a minor.
 */
function settleTwins(sent: readonly (readonly [name: string, value: string])[]): Fields {
  const { consent: _, ...fields } = Object.fromEntries(sent)
  const says = (name: string, values: readonly string[]) =>
    sent.some((field) => field[0] === name && values.includes(field[1].trim().toLowerCase()))
  return {
    ...fields,
    ...(says('consent', TICKED) && { consent: 'on' }),
    ...(says('sender', ['minor']) && { sender: 'minor' }),
  }
}

/** The fields read from a form; the id is generated here. */
const FORM_FIELDS = Object.keys(messageBody.entries).filter((name) => name !== 'id')

/**
 * A form contains strings only: an empty field counts as left out, and an unticked checkbox is not sent. Fields of other
 * names are dropped unread: a page's own code adds some (its button, a token), which the sender cannot change.
 *
 * @throws {ApiError} naming every wrong field.
 */
function readMessage(fields: Fields, deps: AppDeps): MessageBody {
  const { consent, email, phone, ...others } = Object.fromEntries(
    Object.entries(fields).filter(([name]) => FORM_FIELDS.includes(name)),
  )
  return checkMessage({
    ...others,
    ...(email?.trim() && { email }),
    ...(phone?.trim() && { phone }),
    consent: consent !== undefined,
    id: buildUuidV7(deps.clock(), deps.cryptography.randomBytes(10)),
  })
}

/** Stores a form once, however often it is sent: a second click, a reload (`findRepeated`). */
async function takeOnce(
  body: MessageBody,
  { isProgram, inTurn, deps }: { isProgram: boolean; inTurn: InTurn; deps: AppDeps },
): Promise<MessageResult> {
  // An invalid message is refused, whatever was sent before (MI-02).
  checkRules(body, deps)
  if (!isProgram) checkProof(body, deps)
  const { id: _, stamp: __, ...said } = body
  return inTurn(
    JSON.stringify(said),
    async () => (await findRepeated(body, deps)) ?? takeMessage(body, deps),
  )
}
