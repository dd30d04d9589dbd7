import type { Language } from '../../contract/index.ts'
import { type ConsentTexts, sayMessageConsent } from '../../contract/typed/message-consent.ts'
import type { Store } from '../../store/store.ts'
import { readNoticeFacts } from '../receipt/full-receipt.ts'
import { statedMessageTransfers } from '../site/site.ts'

/** The text of the consent to a message, as now in force. */
export interface ShownConsent {
  readonly text: string
  /** First 16 hex digits of the SHA-256 of the notice that contains the text. */
  readonly notice: string
}

/** Hex digits that identify a notice: enough to identify it, few enough to send. */
const NOTICE_DIGITS = 16

/**
 * Reads the consent to a message from the notice in force, so that what the server shows is what the notice proves (CR-04).
 *
 * @throws where the notice in force is not in the store.
 */
export async function readShownConsent(
  language: Language,
  {
    store,
    notices,
  }: {
    readonly store: Pick<Store, 'findNotice'>
    readonly notices: Readonly<Record<string, string>>
  },
): Promise<ShownConsent> {
  const sha256 = notices[language] ?? ''
  const notice = await store.findNotice(sha256)
  if (!notice) throw new Error('message consent: the notice is not in the store')
  const { strings } = JSON.parse(notice.content) as { readonly strings: ConsentTexts }
  const { operator, facts } = readNoticeFacts(notice)
  const { recipients, abroad } = statedMessageTransfers(facts)
  const text = sayMessageConsent(strings, {
    ...{ language, operator: operator.name, bin: operator.bin, days: facts.messageDays },
    recipients: recipients.join(', '),
    isAbroad: abroad.length > 0,
    isPublic: facts.publicSources,
  })
  return { text, notice: sha256.slice(0, NOTICE_DIGITS) }
}
