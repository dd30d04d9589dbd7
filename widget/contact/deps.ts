import type { MessageBody, MessageResult, MessageStampResult } from '../../server/contract/index.ts'
import type { SendResult } from '../page/network/send-result.ts'

/** What the contact form is given. */
export interface ContactDeps {
  /** What is shown beside the box: policy version, notice (its first 16 hex digits), and the language in which the form speaks. */
  readonly shown: Pick<MessageBody, 'policyVersion' | 'language'> & { readonly notice: string }
  /** Where a form that a browser sends by itself goes. */
  readonly address: string
  /** Says when the form was begun (CF-09). Holds nothing of who asks. */
  stamp(): Promise<SendResult<MessageStampResult>>
  send(body: MessageBody): Promise<SendResult<MessageResult>>
  /** A new UUID of version 7. */
  newId(): string
}
