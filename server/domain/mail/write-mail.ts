import type { Language } from '../../contract/index.ts'
import type { Mail } from './send-mail.ts'
import { mailTextEn } from './text/en.ts'
import { mailTextKk } from './text/kk.ts'
import type { MailTexts } from './text/mail-text.ts'
import { mailTextRu } from './text/ru.ts'

const texts: Readonly<Record<Language, MailTexts>> = {
  kk: mailTextKk,
  ru: mailTextRu,
  en: mailTextEn,
}

/** Returns a request's outcome in words of a language. */
export const sayOutcome = (outcome: keyof MailTexts['outcomes'], language: Language): string =>
  texts[language].outcomes[outcome]

/** Returns one of the server's own sentences in a language. */
export const say = (
  sentence: keyof MailTexts['sentences'],
  language: Language,
  { untilOn = '' }: { readonly untilOn?: string } = {},
): string => texts[language].sentences[sentence].replace('{untilOn}', untilOn)

/** A mail ready to be sent: plain text, so nothing in it can load anything. */
export interface WrittenMail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** A line break in a value could add a header through the subject, or fake another mail in the text. */
const inOneLine = (value: string): string => value.replaceAll(/[\r\n]+/g, ' ')

/**
 * Writes a mail in its language. A subject never contains a value that somebody typed, because mail servers log subjects.
 *
 * @param operator name of the school in that language.
 */
export function writeMail({ kind, to, language, values }: Mail, operator: string): WrittenMail {
  const { kinds, closing } = texts[language]
  const { subject, paragraphs } = kinds[kind]
  const all: Readonly<Record<string, string>> = { ...values, operator }
  const fill = (text: string, one: (value: string) => string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(all, name) ? one(all[name] ?? '') : whole,
    )
  return {
    to,
    subject: fill(subject, inOneLine),
    text: `${[...paragraphs, closing].map((text) => fill(text, (value) => value)).join('\n\n')}\n`,
  }
}
