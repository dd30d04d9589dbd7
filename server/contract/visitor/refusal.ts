import * as v from 'valibot'
import { language, policyVersion } from '../words.ts'

/** A refusal is only counted. It carries no id at all, so that nothing kept or sent could tell two visitors apart (CB-20). */
export const refusalBody = v.strictObject({
  policyVersion,
  language,
})
/** A refusal of everything, as the widget sends it. */
export type RefusalBody = v.InferOutput<typeof refusalBody>
