import type { ComponentType } from 'preact'
import type { Role } from '../../contract/index.ts'
import type { Texts } from '../text/kk.ts'
import { createScreen } from './screen.tsx'

/** What every screen is given. */
export interface ScreenProps {
  /** What follows the screen's address: `R-7K2M9QXA` of `/requests/R-7K2M9QXA`; empty where nothing does. */
  readonly rest: string
}

/** One screen: its address, its name in the menu, who may open it, and its code, loaded when it is opened. */
export interface Screen {
  readonly path: string
  readonly name: keyof Texts
  /** Entries of one group stand together in the menu. */
  readonly group: 'daily' | 'registers' | 'site' | 'own'
  /** Roles that may open it besides the administrator. */
  readonly roles: readonly Exclude<Role, 'administrator'>[]
  /** Whether addresses below it are its own: `/requests/R-7K2M9QXA`. Default: no. */
  readonly hasMore?: true
  readonly Shown: ComponentType<ScreenProps>
}

const everyone = ['operator', 'auditor', 'statistics'] as const

/** Every screen in the order of the menu. The first that a role may open is where it starts. */
export const screens: readonly Screen[] = [
  {
    ...{ path: '/', name: 'navToday', group: 'daily', roles: ['operator', 'auditor'] },
    Shown: createScreen(async () => (await import('../today/today-screen.tsx')).TodayScreen),
  },
  {
    ...{ path: '/statistics', name: 'navStatistics', group: 'daily' },
    roles: ['auditor', 'statistics'],
    Shown: createScreen(
      async () => (await import('../statistics/statistics-screen.tsx')).StatisticsScreen,
    ),
  },
  {
    ...{ path: '/policy', name: 'navPolicy', group: 'site', roles: ['auditor'], hasMore: true },
    Shown: createScreen(async () => (await import('../policy/policy-screen.tsx')).PolicyScreen),
  },
  {
    ...{ path: '/messages', name: 'navMessages', group: 'daily', hasMore: true },
    roles: ['operator'],
    Shown: createScreen(
      async () => (await import('../messages/messages-screen.tsx')).MessagesScreen,
    ),
  },
  {
    ...{ path: '/requests', name: 'navRequests', group: 'daily', hasMore: true },
    roles: ['operator'],
    Shown: createScreen(
      async () => (await import('../requests/requests-screen.tsx')).RequestsScreen,
    ),
  },
  {
    ...{ path: '/registers', name: 'navRegisters', group: 'registers', hasMore: true },
    roles: ['operator', 'auditor'],
    Shown: createScreen(
      async () => (await import('../registers/registers-screen.tsx')).RegistersScreen,
    ),
  },
  {
    ...{ path: '/breaches', name: 'navBreaches', group: 'registers', hasMore: true },
    roles: ['operator', 'auditor'],
    Shown: createScreen(
      async () => (await import('../breaches/breaches-screen.tsx')).BreachesScreen,
    ),
  },
  {
    ...{ path: '/proof', name: 'navProof', group: 'registers', roles: ['auditor'], hasMore: true },
    Shown: createScreen(async () => (await import('../proof/proof-screen.tsx')).ProofScreen),
  },
  {
    ...{ path: '/storage', name: 'navStorage', group: 'registers', roles: [] },
    Shown: createScreen(async () => (await import('../storage/storage-screen.tsx')).StorageScreen),
  },
  {
    ...{ path: '/site', name: 'navSite', group: 'site', roles: [] },
    Shown: createScreen(async () => (await import('../site/site-screen.tsx')).SiteScreen),
  },
  {
    ...{ path: '/people', name: 'navPeople', group: 'own', roles: [], hasMore: true },
    Shown: createScreen(async () => (await import('../people/people-screen.tsx')).PeopleScreen),
  },
  {
    ...{ path: '/account', name: 'navAccount', group: 'own', roles: everyone },
    Shown: createScreen(async () => (await import('../account/account-screen.tsx')).AccountScreen),
  },
]

const mayOpen = (screen: Screen, role: Role): boolean =>
  role === 'administrator' || screen.roles.includes(role)

/** Returns the screens that a role may open, in the order of the menu. */
export const screensOf = (role: Role): readonly Screen[] =>
  screens.filter((screen) => mayOpen(screen, role))

/** What an address shows. */
export type Found =
  | { readonly kind: 'screen'; readonly screen: Screen; readonly rest: string }
  | { readonly kind: 'home'; readonly path: string }
  | { readonly kind: 'forbidden' | 'unknown' }

/** Finds the screen of an address. `home`: the first screen is another one for this role. */
export function findScreen(path: string, role: Role): Found {
  const screen = screens.find((one) => one.path === path || isBelow(one, path))
  if (screen && mayOpen(screen, role))
    return { kind: 'screen', screen, rest: path.slice(screen.path.length + 1) }
  const home = screensOf(role)[0]
  if (path === '/' && home) return { kind: 'home', path: home.path }
  return { kind: screen ? 'forbidden' : 'unknown' }
}

const isBelow = ({ path, hasMore }: Screen, address: string) =>
  hasMore === true && path !== '/' && address.startsWith(`${path}/`)
