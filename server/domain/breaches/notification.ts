import type { SiteConfig } from '../../config/site/site-config.ts'
import type { NamedPerson } from './affected.ts'
import type { Breach } from './breach.ts'
import {
  type NotificationLanguage,
  type NotificationText,
  notificationTexts,
} from './notification-text.ts'

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

function formatInstant(at: string, language: NotificationLanguage, timeZone: string): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone } as const
  return new Intl.DateTimeFormat(`${language}-KZ`, format).format(new Date(at))
}

const formatDay = (day: string, language: NotificationLanguage): string =>
  new Intl.DateTimeFormat(`${language}-KZ`, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

function describeOperator(
  { operator }: SiteConfig,
  language: NotificationLanguage,
  text: NotificationText,
) {
  const { name, bin, address, responsible } = operator
  return [
    fill(text.operator, { name: name[language], bin, address: address[language] }),
    fill(text.responsible, {
      name: responsible?.name[language] ?? text.unnamed,
      phone: responsible?.phone ?? text.unnamed,
      email: responsible?.email ?? text.unnamed,
    }),
  ]
}

/** Returns the paragraphs about the breach itself, which both notifications contain. */
function describeBreach(breach: Breach, language: NotificationLanguage, site: SiteConfig) {
  const text = notificationTexts[language]
  const list = breach.dataCategories.map((category) => text.categories[category]).join(', ')
  return {
    discovered: fill(text.discovered, {
      at: formatInstant(breach.discoveredAt, language, site.timeZone),
    }),
    nature: fill(text.nature, { text: breach.nature }),
    data: fill(text.data, { list }),
    measures: fill(text.measures, { text: breach.measures }),
  }
}

const describeSubject = ({ ref, name, phone }: NamedPerson, text: NotificationText): string =>
  `- ${name ?? text.noName}, ${phone ?? text.noPhone} (${ref})`

/**
 * Drafts the notification to the authority: the responsible person's contacts, what happened, what was done, and name and
 * phone of the people affected (BR-02). The site stores no IIN.
 */
export function draftNotification(
  breach: Breach,
  { language, subjects, site }: DraftOptions & { readonly subjects: readonly NamedPerson[] },
): string {
  const text = notificationTexts[language]
  const facts = describeBreach(breach, language, site)
  return [
    text.toAuthority,
    site.breach.authority[language],
    '',
    ...describeOperator(site, language, text),
    fill(text.norm, { text: site.breach.legalNorm[language] }),
    facts.discovered,
    fill(text.due, { date: formatDay(breach.dueOn, language) }),
    facts.nature,
    facts.data,
    fill(text.people, { n: String(breach.people) }),
    facts.measures,
    '',
    ...(subjects.length === 0
      ? [text.subjectsNone]
      : [text.subjects, ...subjects.map((subject) => describeSubject(subject, text))]),
    text.iin,
  ].join('\n')
}

/** Options of a draft. */
export interface DraftOptions {
  readonly language: NotificationLanguage
  readonly site: SiteConfig
}

/** Drafts the notification to the affected people (BR-03). It contains no names, since everybody gets the same text. */
export function draftSubjectNotification(breach: Breach, { language, site }: DraftOptions): string {
  const text = notificationTexts[language]
  const facts = describeBreach(breach, language, site)
  return [
    text.toSubjects,
    '',
    text.greeting,
    facts.discovered,
    facts.nature,
    facts.data,
    facts.measures,
    ...describeOperator(site, language, text),
    fill(text.told, { authority: site.breach.authority[language] }),
    text.rights,
    fill(text.contact, { contact: site.operator.contact }),
  ].join('\n')
}
