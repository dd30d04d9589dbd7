import * as v from 'valibot'
import { boundedList } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { instant, uuidV7 } from '../words.ts'
import { SUBJECTS_PER_LINE } from './disclosure.ts'
import { disclosedCategoryList, subjectRef, threadId } from './impersonal.ts'

export const exportBody = v.strictObject({
  /** Thread of the entry in the register of disclosures that permits it: at most a day old and not used yet (DI-01). */
  disclosureId: threadId,
  /** Default: everybody whom the entry names. */
  subjects: v.exactOptional(boundedList(subjectRef, { max: SUBJECTS_PER_LINE })),
  /** Default: every category that the entry names. */
  dataCategories: v.exactOptional(disclosedCategoryList),
  /**
   * Made by the client: where an answer is lost, the same export sent with the same id is answered again, as long as the entry
   * is valid. Default: the entry is used up by the first answer, whether it arrives or not.
   */
  id: v.exactOptional(uuidV7),
})
export type ExportBody = v.InferOutput<typeof exportBody>

const text = v.nullable(v.string())
export const messagesExport = v.object({
  exportedAt: instant,
  disclosureId: v.string(),
  messages: v.array(
    v.object({
      reference: v.string(),
      receivedAt: instant,
      /** Each only where its category was disclosed. */
      name: v.exactOptional(text),
      email: v.exactOptional(text),
      phone: v.exactOptional(text),
      message: v.exactOptional(text),
      /** Which of these are `null` because they cannot be decrypted. */
      unreadable: v.array(v.picklist(['name', 'email', 'phone', 'message'])),
    }),
  ),
  /** Named in the entry but not exported: blocked or restricted by the person, or not a stored message. */
  leftOut: v.array(v.object({ ref: v.string(), reason: v.picklist(['blocked', 'not_kept']) })),
})
/** Messages of a contact form, decrypted: POST `/v1/admin/exports`. */
export type MessagesExport = DeepReadonly<v.InferOutput<typeof messagesExport>>
