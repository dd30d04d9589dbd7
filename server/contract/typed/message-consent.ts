/** Texts of the consent to a message, by their keys in `widget/text`; each with its `{places}`. */
export type ConsentTexts = Readonly<
  Record<
    | 'formConsent'
    | 'formConsentNone'
    | 'formConsentSome'
    | 'valueYes'
    | 'valueNo'
    | 'valueDayOne'
    | 'valueDayFew'
    | 'valueDayMany',
    string
  >
>

/** The inserted facts: who, for how long, and where data go (Art. 8(4)). */
export interface ConsentFacts {
  readonly language: string
  /** Name of the operator, in that language. */
  readonly operator: string
  readonly bin: string
  /** Duration of the consent in days. */
  readonly days: number
  /** Third parties that messages go to, joined by commas. Empty where there are none. */
  readonly recipients: string
  readonly isAbroad: boolean
  readonly isPublic: boolean
}

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)

/**
 * Builds the consent text shown beside its box: the same words in a page's form and on the server's own page, so that the
 * notice, which contains these texts and facts, proves what was agreed to (CF-02, CR-04).
 */
export function sayMessageConsent(texts: ConsentTexts, facts: ConsentFacts): string {
  const { language, days, recipients, isAbroad, isPublic } = facts
  const say = (isSo: boolean) => (isSo ? texts.valueYes : texts.valueNo)
  const form = new Intl.PluralRules(language).select(days)
  const term = { one: texts.valueDayOne, few: texts.valueDayFew }[form as string]
  const transfers =
    recipients || isAbroad || isPublic ? texts.formConsentSome : texts.formConsentNone
  return fill(`${texts.formConsent} ${transfers}`, {
    operator: facts.operator,
    bin: facts.bin,
    term: fill(term ?? texts.valueDayMany, { n: String(days) }),
    thirdParties: recipients ? `${texts.valueYes}: ${recipients}` : texts.valueNo,
    crossBorder: say(isAbroad),
    public: say(isPublic),
  })
}
