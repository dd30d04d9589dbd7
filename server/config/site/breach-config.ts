import * as v from 'valibot'
import { impersonalText } from '../../contract/registers/impersonal.ts'

const text = impersonalText(300)
const authority = v.strictObject({ kk: text, ru: text })

/** The authority that is notified of a breach, and the legal norm that requires it (BR-02, BR-03). */
export const breachConfig = v.optional(
  v.strictObject({
    authority: v.optional(authority, {
      kk: 'Қазақстан Республикасының Жасанды интеллект және цифрлық даму министрлігі',
      ru: 'Министерство искусственного интеллекта и цифрового развития Республики Казахстан',
    }),
    /** Used in the register of disclosures and in the notification. */
    legalNorm: v.optional(authority, {
      kk: '«Дербес деректер және оларды қорғау туралы» Заң; 2024 жылғы 9 тамыздағы № 481/НҚ бұйрық',
      ru: 'Закон «О персональных данных и их защите»; приказ № 481/НҚ от 9 августа 2024 года',
    }),
  }),
  {},
)
