import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Ground, Term } from './processing.ts'

/** Where a browser keeps something. */
export type DevicePlace = 'cookie' | 'localStorage' | 'IndexedDB'

/** Something that this server or its widget keeps on a device (PO-07). */
export interface DeviceKey {
  /** Cookie name, storage key or database name, exactly. */
  readonly name: string
  readonly places: readonly DevicePlace[]
  /** Names its description. */
  readonly id: 'choice' | 'outbox' | 'waiting' | 'key' | 'session' | 'device' | 'language'
  /** Whether only who signs in to the console gets it. */
  readonly isForStaff: boolean
  readonly purposeClause: string
  readonly ground: Ground
  readonly term: Term
}

/** Kept for what a visitor asks for and nothing else: clause 4.1(8), ground 5.1(5). */
const NECESSARY = { purposeClause: '4.1(8)', ground: '5.1(5)' } as const

/**
 * Everything that is ever kept on a device: there is no other list, and a test crawls the demo to hold it.
 *
 * @param owner whom choices are given to (`buildOwnerStamp`).
 */
export function listDeviceKeys(
  { choiceDays }: Pick<SiteConfig, 'choiceDays'>,
  owner: string,
): DeviceKey[] {
  const visitor = { ...NECESSARY, isForStaff: false }
  const staff = { ...NECESSARY, isForStaff: true }
  return [
    {
      ...visitor,
      name: `kelisim-${owner}`,
      places: ['cookie', 'localStorage'],
      id: 'choice',
      term: { kind: 'days', days: choiceDays },
    },
    {
      ...visitor,
      name: 'kelisim',
      places: ['IndexedDB'],
      id: 'outbox',
      term: { kind: 'untilReceived' },
    },
    {
      ...visitor,
      name: 'kelisim-waiting',
      places: ['localStorage'],
      id: 'waiting',
      term: { kind: 'untilReceived' },
    },
    {
      ...visitor,
      name: 'kelisim_key',
      places: ['cookie'],
      id: 'key',
      term: { kind: 'days', days: choiceDays },
    },
    {
      ...staff,
      name: '__Host-kelisim_admin',
      places: ['cookie'],
      id: 'session',
      term: { kind: 'hours', hours: 12 },
    },
    {
      ...staff,
      name: '__Secure-kelisim_device',
      places: ['cookie'],
      id: 'device',
      term: { kind: 'days', days: 365 },
    },
    {
      ...staff,
      name: 'kelisim-admin-language',
      places: ['localStorage'],
      id: 'language',
      term: { kind: 'untilCleared' },
    },
  ]
}
