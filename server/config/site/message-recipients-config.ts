import * as v from 'valibot'
import { processorContract } from '../../contract/registers/processor.ts'
import { refuseTwice } from '../refuse-twice.ts'

const recipient = v.strictObject({
  /** Name of a recipient of contact-form data, as the consent text states it. */
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300)),
  /** ISO 3166-1 alpha-2 code of the country that the data go to. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'two capital letters, such as KZ')),
  /** Contract and confidentiality agreement. Without them no data may go there (clause 8.1(3), TP-02). */
  processor: v.strictObject(processorContract),
})

/** Third parties that messages go to. Default: none, and the consent to a message says so. */
export const messageRecipientsConfig = v.optional(
  v.pipe(
    v.array(recipient),
    v.maxLength(20),
    refuseTwice(({ name, country }) => `${country} ${name}`, 'name and country'),
  ),
  [],
)
