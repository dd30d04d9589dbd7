import * as v from 'valibot'
import { uuidV7 } from '../words.ts'
import { threadId } from './impersonal.ts'

/** Fields of every entry that staff write, which are no part of the line. */
export const actEntries = {
  /** Idempotency key, which becomes the line’s id: the same entry sent twice is one line. Default: a new id. */
  id: v.exactOptional(uuidV7),
  /**
   * Of a correction: id of the last line of the thread that its writer saw. If another line was added since, nothing is
   * written (`changed_meanwhile`). Default: whatever was added.
   */
  after: v.exactOptional(threadId),
}
