import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Ground, StatedPeriod } from './processing.ts'

/** Where a browser stores something. */
export type DevicePlace = 'cookie' | 'localStorage' | 'IndexedDB'

/** An item that this server or its widget stores on a device (PO-07). */
export interface DeviceKey {
  /** Exact name of the cookie, storage key or database. */
  readonly name: string
  readonly places: readonly DevicePlace[]
  /** Key of its description. */
  readonly id: 'choice' | 'outbox' | 'waiting' | 'key' | 'session' | 'device' | 'language'
  /** Whether it is stored only for staff who sign in to the console. */
  readonly isForStaff: boolean
  readonly purposeClause: string
  readonly ground: Ground
  readonly period: StatedPeriod
}

/** Stored only for what a visitor asks for: clause 4.1(8), ground 5.1(5). */
const NECESSARY = { purposeClause: '4.1(8)', ground: '5.1(5)' } as const

/**
 * Returns everything that is ever stored on a device. It is the only list; a test crawls the demo and compares.
 *
 * @param owner the operator that choices are given to (`buildOwnerStamp`).
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
      period: { kind: 'days', days: choiceDays },
    },
    {
      ...visitor,
      name: 'kelisim',
      places: ['IndexedDB'],
      id: 'outbox',
      period: { kind: 'untilReceived' },
    },
    {
      ...visitor,
      name: 'kelisim-waiting',
      places: ['localStorage'],
      id: 'waiting',
      period: { kind: 'untilReceived' },
    },
    {
      ...visitor,
      name: 'kelisim_key',
      places: ['cookie'],
      id: 'key',
      period: { kind: 'days', days: choiceDays },
    },
    {
      ...staff,
      name: '__Host-kelisim_admin',
      places: ['cookie'],
      id: 'session',
      period: { kind: 'hours', hours: 12 },
    },
    {
      ...staff,
      name: '__Secure-kelisim_device',
      places: ['cookie'],
      id: 'device',
      period: { kind: 'days', days: 365 },
    },
    {
      ...staff,
      name: 'kelisim-admin-language',
      places: ['localStorage'],
      id: 'language',
      period: { kind: 'untilCleared' },
    },
  ]
}
