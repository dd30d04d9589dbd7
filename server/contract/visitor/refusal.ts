import * as v from 'valibot'
import { language, policyVersion } from '../words.ts'

/** A refusal is only counted. It contains no id, so no two visitors can be distinguished (CB-20). */
export const refusalBody = v.strictObject({
  policyVersion,
  language,
})
/** A refusal of everything, as the widget sends it. */
export type RefusalBody = v.InferOutput<typeof refusalBody>
