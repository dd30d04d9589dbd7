import * as v from 'valibot'
import { processorContract } from '../../contract/registers/processor.ts'
import { refuseTwice } from '../refuse-twice.ts'
import { cookiesConfig } from './cookies-config.ts'

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300))

const service = v.strictObject({
  /** Name in markup, `data-service`. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'lower-case letters, digits, hyphens')),
  purpose: v.picklist(['functional', 'analytics', 'external']),
  name: text,
  /** Who receives data when it is loaded. */
  provider: text,
  /** ISO 3166-1 alpha-2 code of the country that data go to. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'two capital letters, such as KZ')),
  cookies: cookiesConfig,
  /** Contract and confidentiality agreement with the provider. Without them no data may go there (clause 8.1(3), TP-02). */
  processor: v.strictObject(processorContract),
})

/** Gated third-party content that the site embeds. Default: none. */
export const servicesConfig = v.optional(
  v.pipe(
    v.array(service),
    v.maxLength(50),
    refuseTwice(({ id }) => id, 'id'),
  ),
  [],
)
