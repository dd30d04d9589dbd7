import * as v from 'valibot'
import { boundedText, patternText } from './bounded.ts'
import { limits } from './limits.ts'

/** Languages of every text, Kazakh first. */
export const languages = ['kk', 'ru', 'en'] as const
const oneLanguage = v.picklist(languages)
/** One of the three languages of every text. */
export type Language = v.InferOutput<typeof oneLanguage>

/** Longer than any language tag that a browser sends (RFC 5646 section 4.4.1: 35). */
const MAX_TAG_LENGTH = 35

/**
 * Returns the language of a browser's or page's tag: `kk-Cyrl-KZ`, `KK`, `ru_RU`, `rus`. Kazakh has many tags: pages and
 * phones use the country code (`kz`), and both three-letter codes. `undefined` where it is none of the three.
 */
export function findLanguage(tag: string): Language | undefined {
  if (tag.length > MAX_TAG_LENGTH) return undefined
  const primary = tag.toLowerCase().split(/[-_]/, 1)[0] ?? ''
  return Object.hasOwn(languageNames, primary) ? languageNames[primary] : undefined
}

const languageNames: Readonly<Record<string, Language>> = {
  ...{ kk: 'kk', kz: 'kk', kaz: 'kk', qaz: 'kk' },
  ...{ ru: 'ru', rus: 'ru' },
  ...{ en: 'en', eng: 'en' },
}

/** A language as the client sends it, normalised by `findLanguage` to one of the three. */
export const language: typeof oneLanguage = {
  ...oneLanguage,
  '~run': (dataset, config) => {
    const { value } = dataset
    const known = typeof value === 'string' ? findLanguage(value) : undefined
    return oneLanguage['~run'](known ? { ...dataset, value: known } : dataset, config)
  },
}

/** A text in each language. */
export const texts = v.object({ kk: v.string(), ru: v.string(), en: v.string() })

/** A number of things. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/**
 * Every purpose that clause 4.1 of the policy permits on a website. There is no marketing purpose, and none can be configured
 * (4.1 says "only").
 */
export const purposeIds = ['necessary', 'functional', 'analytics', 'external'] as const
export const purposeId = v.picklist(purposeIds)
/** What data are used for; each linked to an item of clause 4.1 of the policy. */
export type PurposeId = v.InferOutput<typeof purposeId>

/** The kinds of data of clause 3.3(2) that a visitor grants individually under `analytics`. */
export const dataKindIds = ['ip', 'browser', 'visit_time', 'visitor_cookie'] as const
/** One kind of data that a visitor grants or refuses under `analytics`. */
export type DataKindId = (typeof dataKindIds)[number]

export const dataKinds = v.strictObject({
  /** The client's network address. */
  ip: v.boolean(),
  /** Browser, operating system and device type. */
  browser: v.boolean(),
  /** Time of day and duration; without it only the day is stored. */
  visit_time: v.boolean(),
  /** Visits may be joined over time to count returning visitors. */
  visitor_cookie: v.boolean(),
})
/** Each data kind, granted (`true`) or refused. */
export type DataKinds = v.InferOutput<typeof dataKinds>

/** A UUID of version 7 (RFC 9562 section 5.7), lower case: the idempotency key of a public write, made by the client. */
export const uuidV7 = patternText(
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  'uuid_v7',
  limits.uuid,
)

/** The name of a published policy version: its effective date, `2025-08-01`. */
export const policyVersion = patternText(
  /^\d{4}-\d{2}-\d{2}(\.\d{1,3})?$/,
  'policy_version',
  limits.policyVersion,
)

const DAY_FORM = /^\d{4}-(?:0[1-9]|1[0-2])-\d\d$/

/**
 * Returns whether a day, `YYYY-MM-DD`, exists in the calendar: `2026-02-30` matches the format, but `Date` reads it as 2
 * March.
 */
export const isCalendarDay = (text: string): boolean => {
  const ms = DAY_FORM.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text)
}

/** Problem reported for a day that does not exist. */
export const DAY_PROBLEM = 'a day that the calendar has, such as 2026-03-09'

/** A calendar day of the site's time zone, `YYYY-MM-DD`; a day that does not exist is rejected. */
export const day = v.pipe(
  boundedText(limits.day),
  v.isoDate(DAY_PROBLEM),
  // One problem per day: a wrong format is reported above.
  v.check((text) => !DAY_FORM.test(text) || isCalendarDay(text), DAY_PROBLEM),
)

/** An instant, ISO 8601 with its offset: `2026-03-09T10:00:00Z`; one that does not exist is rejected. */
export const instant = v.pipe(
  boundedText(limits.instant),
  v.isoTimestamp(),
  v.check((text) => isCalendarDay(text.slice(0, 10)) && Number.isFinite(Date.parse(text))),
)

/** Registers that the law or the policy requires. Each is append-only and sealed by the ledger. */
export const registerNames = [
  'disclosures',
  'processors',
  'services',
  'breaches',
  'destructions',
  'paper_consents',
  'prunings',
  'audit',
] as const
export const registerName = v.picklist(registerNames)
/**
 * A register. `prunings` records which sealed events were deleted at the end of their retention period; `audit` who has read
 * or changed what.
 */
export type RegisterName = v.InferOutput<typeof registerName>
