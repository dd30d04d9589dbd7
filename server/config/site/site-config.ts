import * as v from 'valibot'
import { day, purposeId } from '../../contract/words.ts'
import { parseNetwork } from '../../domain/addresses/networks.ts'
import { periodBounds } from '../../domain/retention/period-bounds.ts'
import { backups } from '../backups.ts'
import { refuseTwice } from '../refuse-twice.ts'
import { breachConfig } from './breach-config.ts'
import { siteCookiesConfig } from './cookies-config.ts'
import { ledgerConfig } from './ledger-config.ts'
import { mailConfig } from './mail-config.ts'
import { messageRecipientsConfig } from './message-recipients-config.ts'
import { openMessagesConfig } from './open-messages-config.ts'
import { complaintConfig, operatorConfig, securityConfig } from './operator-config.ts'
import { modeConfig, neverAskConfig, neverTrackConfig } from './pages-config.ts'
import { daysWithin, retentionConfig } from './retention-config.ts'
import { servicesConfig } from './services-config.ts'
import { tagsConfig } from './tags-config.ts'

/** ISO 3166-1 alpha-2. */
const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'two capital letters, such as KZ'))
const days = (min: number, max: number, usual: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max)), usual)

const purpose = v.strictObject({
  /** `marketing` and the like cannot be configured: clause 4.1 says "only" and names none. */
  id: v.pipe(purposeId, v.notValue('necessary', 'necessary is always there and not on offer')),
  /** Item of clause 4.1 that permits it. */
  policyClause: v.pipe(
    v.string(),
    v.regex(/^4\.1\((10|[1-9])\)$/, 'an item of clause 4.1, such as 4.1(9)'),
  ),
})

const network = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check(
    (text) => parseNetwork(text) !== undefined,
    'is no network. Write it in CIDR notation, such as 203.0.113.0/24 or 2001:db8::/32',
  ),
)

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
const timeZone = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check(isTimeZone, 'is no time zone. Write an IANA name, such as Asia/Almaty'),
)
const calendarDays = v.optional(v.pipe(v.array(day), v.maxLength(400)), [])

export const siteConfig = v.strictObject({
  /** The school as controller (clause 1.1, Art. 8(4)(1)). */
  operator: operatorConfig,
  /** How to complain, for every person (clause 9.1(5)). Default: the authorised body and the court. */
  complaint: complaintConfig,
  /** Fields of security.txt. Default: the operator's contact. */
  security: securityConfig,
  /** Purposes on offer besides `necessary`. Default: statistics and external content. */
  purposes: v.optional(
    v.pipe(
      v.array(purpose),
      v.minLength(1),
      v.maxLength(3),
      refuseTwice(({ id }) => id, 'id'),
    ),
    [
      { id: 'analytics', policyClause: '4.1(9)' },
      { id: 'external', policyClause: '4.1(8)' },
    ],
  ),
  /** Gated third-party content that the site embeds. Default: none. */
  services: servicesConfig,
  /** Necessary cookies of the site itself, for the lists of cookies. Default: none. */
  siteCookies: siteCookiesConfig,
  /** Days for which a choice is kept, 30 to 180 (CNIL: six months). Default 180. */
  choiceDays: days(30, 180, 180),
  /** Days for which the consent to a message is valid and the message is stored, from its sending. Default 365. */
  messageDays: daysWithin(periodBounds.messages),
  /**
   * Third parties that messages go to, such as an external help desk: the consent to a message names these only. Default:
   * none.
   */
  messageRecipients: messageRecipientsConfig,
  openMessages: v.optional(openMessagesConfig, {}),
  visits: v.optional(
    v.strictObject({
      /**
       * Days after which a granted address is truncated to /24 or /48, 0 to 30; 0 truncates it before it is stored. Default
       * 30.
       */
      ipFullDays: daysWithin(periodBounds.visitAddresses),
      /** Days after which a visit's row is deleted, 1 to 90; the counts stay. Default 30. */
      rawDays: daysWithin(periodBounds.visits),
      /**
       * Whether a page may be counted by its path and the referring host without any consent, and without any data of the
       * visitor (TR-11). The school's decision: docs/counter-mode.md. Default no.
       */
      counterMode: v.optional(v.boolean(), false),
      /**
       * The site's own networks in CIDR notation, `203.0.113.0/24`: page views from there are counted separately, for
       * visitors who grant their address. Default: none; they are not distinguished.
       */
      ownNetworks: v.optional(v.pipe(v.array(network), v.maxLength(50)), []),
    }),
    {},
  ),
  /** Retention periods of all other data, and legal minimums (clause 6.3). Default: those of docs/data.md. */
  retention: v.optional(retentionConfig, {}),
  /** Backups of the database. Default: none are made automatically; those made by command are kept 30 days. */
  backups: v.optional(backups, { keepDays: 30 }),
  /**
   * Country in which the data are stored. Kazakh law requires KZ (Art. 12(2)); another country sets `crossBorder` to yes
   * everywhere.
   */
  storageCountry: v.optional(country, 'KZ'),
  /** Days off besides Saturdays and Sundays, `YYYY-MM-DD`; they do not count as working days. Default: none. */
  holidays: calendarDays,
  /** Saturdays and Sundays on which the school works because a day off was moved, `YYYY-MM-DD`. Default: none. */
  workingDays: calendarDays,
  mode: modeConfig,
  neverAsk: neverAskConfig,
  neverTrack: neverTrackConfig,
  tags: tagsConfig,
  ledger: v.optional(ledgerConfig, {}),
  mail: v.optional(mailConfig, {}),
  /** The authority that is notified of a breach, and by which norm. Default: the authorised body. */
  breach: breachConfig,
  /** IANA time zone of days and dates. Default Asia/Almaty. */
  timeZone: v.optional(timeZone, 'Asia/Almaty'),
})
/** The site's configuration, validated, with defaults filled in. */
export type SiteConfig = v.InferOutput<typeof siteConfig>
/** The site's configuration as the operator writes it. */
export type SiteConfigInput = v.InferInput<typeof siteConfig>

/** Types a configuration in a `.ts` file: `export default defineConfig({ … })`. The server validates it at its start. */
export const defineConfig = (site: SiteConfigInput): SiteConfigInput => site
