import type { Context } from 'hono'
import { liftBody } from '../../../contract/visitor/restriction.ts'
import { exportQuery, subjectWithdrawalBody } from '../../../contract/visitor/subject.ts'
import type { Language } from '../../../contract/words.ts'
import { buildUuidV7 } from '../../../domain/identifiers/uuid-v7.ts'
import { buildReceipt } from '../../../domain/receipt/receipt.ts'
import { deleteOwnData } from '../../../domain/rights/erase.ts'
import { lift, restrict } from '../../../domain/rights/restrict.ts'
import { withdraw } from '../../../domain/rights/withdraw.ts'
import { identify } from '../../../domain/subject/identify.ts'
import type { Subject } from '../../../domain/subject/subject.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import { writeDevice } from '../../../http/answering/choice-cookie.ts'
import { throwUnlessDone } from '../../../http/answering/restriction-outcome.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { checkBody } from '../../../http/reading/read-body.ts'
import { answerExport } from '../../me/own-data.ts'
import type { AnswerPage } from '../layout/answer-page.ts'
import type { Fields, Holder, Known } from './holder.ts'
import type { Step } from './my-data-page.ts'
import type { MyDataText } from './my-data-text.ts'

/** A submitted form. */
export interface Sent {
  readonly c: Context
  readonly fields: Fields
  readonly language: Language
  readonly text: MyDataText
  readonly answerPage: AnswerPage
}

/** Result of a form: the next page with its cookies, or a file. */
export type Outcome =
  | { readonly step: Step; readonly cookies?: readonly string[]; readonly status?: 200 | 404 }
  | { readonly file: Response }

type Act = (
  sent: Sent,
  who: Known & { readonly subject: Subject },
  deps: AppDeps,
) => Promise<Outcome>

const shown = (holder: Holder, subject: Subject, said?: string): Outcome => ({
  step: { kind: 'shown', holder, subject, ...(said !== undefined && { said }) },
})

/** Deletes or rewrites the device's choice, if the device itself was the credential. */
async function settleDevice(
  { c }: Sent,
  { holder, credential }: Known,
  deps: AppDeps,
): Promise<{ readonly cookies: readonly string[]; readonly isOver: boolean }> {
  if (holder.kind === 'typed') return { cookies: [], isOver: false }
  const [thing] = (await identify(credential, deps))?.things ?? []
  const { consent } = thing ?? {}
  const isLeft =
    consent?.latest.state !== 'ConsentWithdrawn' &&
    Object.values(consent?.latest.purposes ?? {}).includes(true)
  const left =
    consent && isLeft ? buildReceipt(consent, consent.latest, deps.site, deps.clock()) : undefined
  return { cookies: writeDevice(c, { key: credential, left }, deps), isOver: !left }
}

const withdrawSent: Act = async (sent, { holder, credential, subject }, deps) => {
  const { purpose } = sent.fields
  const body = checkBody(subjectWithdrawalBody, {
    id: buildUuidV7(deps.clock(), deps.cryptography.randomBytes(10)),
    ...(purpose !== undefined && { purposes: [purpose] }),
  })
  throwUnlessDone(await withdraw(subject.things, body, deps), 'purposes')
  const { cookies, isOver } = await settleDevice(sent, { holder, credential }, deps)
  // The device has no access any more: until the page is left, the page keeps the credential.
  const next: Holder = isOver ? { kind: 'typed', credential } : holder
  const after = (await identify(credential, deps)) ?? subject
  const said = isOver ? sent.text.saidWithdrawnOwn : sent.text.saidWithdrawn
  return { ...shown(next, after, said), cookies }
}

const blockSent: Act = async ({ text }, { holder, subject }, deps) => {
  throwUnlessDone(await restrict(subject.things, { actor: 'subject' }, deps), 'purpose')
  return shown(holder, subject, text.saidBlocked)
}

const liftSent: Act = async ({ fields, text }, { holder, subject }, deps) => {
  const { reason } = checkBody(liftBody, { reason: fields.reason })
  throwUnlessDone(await lift(subject.things, { reason, actor: 'subject' }, deps), 'purpose')
  return shown(holder, subject, text.saidUnblocked)
}

/** Sends a file in the same way as for the panel, so that the page stays open. */
const copySent: Act = async ({ c, fields, language, answerPage }, { subject }, deps) => {
  const { format } = checkBody(exportQuery, { format: fields.format })
  const { things } = subject
  const file = await answerExport(c, { things, format, language }, { answerPage, deps })
  if (format === 'page')
    file.headers.set('content-disposition', 'attachment; filename="kelisim-my-data.html"')
  return { file }
}

/** The action of a form, by its field `act`. */
export const acts: Readonly<Record<string, Act>> = {
  show: async (_, { holder, subject }) => shown(holder, subject),
  copy: copySent,
  block: blockSent,
  lift: liftSent,
  withdraw: withdrawSent,
}

/** Deletes in two steps. The credential is deleted with the data; a repeated deletion is recognised by its confirmation. */
export async function deleteSent(
  sent: Sent,
  who: (Known & { readonly subject: Subject | undefined }) | undefined,
  deps: AppDeps,
): Promise<Outcome> {
  const result = await deleteOwnData(who?.subject, sent.fields.confirm, deps)
  if (!result) throw new ApiError('not_found')
  if (result.state === 'deleted' && result.number) {
    const cookies = who ? (await settleDevice(sent, who, deps)).cookies : []
    const { number, keeps } = result
    return { step: { kind: 'deleted', number, keeps }, cookies }
  }
  if (!who?.subject) throw new ApiError('not_found')
  const { holder, subject } = who
  if (result.state === 'kept') return shown(holder, subject, sent.text.errKept)
  return { step: { kind: 'delete', plan: result, holder } }
}
