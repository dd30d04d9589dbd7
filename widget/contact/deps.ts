import type { MessageBody, MessageResult, MessageStampResult } from '../../server/contract/index.ts'
import type { SendResult } from '../page/network/send-result.ts'

/** Dependencies of the contact form. */
export interface ContactDeps {
  /** What is shown beside the box: policy version, notice (its first 16 hex digits), and the form's language. */
  readonly shown: Pick<MessageBody, 'policyVersion' | 'language'> & { readonly notice: string }
  /** Target of a form that the browser submits itself. */
  readonly address: string
  /** Requests a stamp of the time at which the form was opened (CF-09). Contains no data about the sender. */
  stamp(): Promise<SendResult<MessageStampResult>>
  send(body: MessageBody): Promise<SendResult<MessageResult>>
  /** Returns a new UUID of version 7. */
  newId(): string
}
