import * as v from 'valibot'
import { day } from '../../contract/words.ts'
import { emailAddress, reachable } from '../email-address.ts'

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300))
const texts = v.strictObject({ kk: text, ru: text, en: text })
const long = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000))

/** The person at the school who is responsible for processing personal data (Art. 25(3)). */
const responsible = v.strictObject({
  name: texts,
  phone: v.pipe(
    v.string(),
    v.regex(/^\+?[\d ()-]{5,32}$/, 'a phone number, such as +7 727 000 00 00'),
  ),
  email: emailAddress,
})

/** The school as controller (clause 1.1, Art. 8(4)(1), PO-06). */
export const operatorConfig = v.strictObject({
  /** Legal name. */
  name: texts,
  /** Business identification number. */
  bin: v.pipe(v.string(), v.regex(/^\d{12}$/, '12 digits')),
  address: texts,
  /** Where people ask about their data: email or phone. */
  contact: v.pipe(text, reachable),
  /** Required in production. */
  responsible: v.optional(responsible),
})

/** How to complain (clause 9.1(5), DS-08): the authorised body and the court. */
export const complaintConfig = v.optional(v.strictObject({ kk: long, ru: long, en: long }), {
  kk: 'Жеке деректеріңіз заң бұзыла отырып өңделіп жатыр деп санасаңыз, жеке деректерді қорғау саласындағы уәкілетті органға (Қазақстан Республикасының Жасанды интеллект және цифрлық даму министрлігіне, eOtinish.kz арқылы) немесе сотқа шағымдана аласыз.',
  ru: 'Если вы считаете, что ваши данные обрабатываются с нарушением закона, вы можете обжаловать это в уполномоченный орган в сфере защиты персональных данных (Министерство искусственного интеллекта и цифрового развития Республики Казахстан, через eOtinish.kz) или в суд.',
  en: 'If you believe that your data are processed in breach of the law, you can complain to the authorised body for the protection of personal data (the Ministry of Artificial Intelligence and Digital Development of the Republic of Kazakhstan, through eOtinish.kz) or to a court.',
})

/** Fields of `/.well-known/security.txt` (RFC 9116, SE-14). */
export const securityConfig = v.optional(
  v.strictObject({
    /** Where vulnerabilities are reported: email, phone or https address. Default: the operator's contact. */
    contact: v.optional(v.pipe(text, reachable)),
    /** Address of the rules for reporting. Default: the privacy policy. */
    policy: v.optional(
      v.pipe(v.string(), v.regex(/^https:\/\/\S+$/, 'an https address'), v.maxLength(300)),
    ),
    /** Day on which it expires, within a year. Default: always 180 days ahead. */
    expiresOn: v.optional(day),
  }),
  {},
)
