import type {
  Language,
  MessageBody,
  MessageResult,
  SiteDetails,
} from '../../server/contract/index.ts'
import type { SendResult } from '../page/send-result.ts'

/** What the contact form is given. */
export interface ContactDeps {
  readonly site: Pick<SiteDetails, 'policyVersion'>
  /** The language in which the form speaks. */
  readonly language: Language
  send(body: MessageBody): Promise<SendResult<MessageResult>>
  /** A new UUID of version 7. */
  newId(): string
}
