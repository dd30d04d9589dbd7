import { describe, expect, test } from 'vitest'
import { findScreen, screens, screensOf } from '../../../server/console/shell/screens.ts'
import { roles } from '../../../server/contract/staff/roles.ts'

describe('the screens of a role', () => {
  test.each(roles)(
    '%s starts on a screen that is open to it, and its menu has no other',
    (role) => {
      const [first] = screensOf(role)
      expect(first).toBeDefined()
      const found = findScreen('/', role)
      expect(found.kind === 'home' ? found.path : '/').toBe(first?.path)
      for (const screen of screens) {
        const isListed = screensOf(role).includes(screen)
        expect(findScreen(screen.path, role).kind === 'screen', screen.path).toBe(isListed)
      }
    },
  )

  test('statistics lands on the statistics, and Today, messages and requests are not open to it', () => {
    expect(findScreen('/', 'statistics')).toEqual({ kind: 'home', path: '/statistics' })
    expect(screensOf('statistics').map(({ path }) => path)).toEqual(['/statistics', '/account'])
    for (const path of ['/messages', '/messages/K-7K2M9QXA', '/requests'])
      expect(findScreen(path, 'statistics').kind, path).toBe('forbidden')
  })

  test('an address below a screen is its own only where it has things of its own', () => {
    expect(findScreen('/requests/R-7K2M9QXA', 'operator')).toMatchObject({ rest: 'R-7K2M9QXA' })
    for (const path of ['/statistics/2026', '/requestsx', '/nothing', '//evil.example', '/%2e%2e'])
      expect(findScreen(path, 'administrator').kind, path).toBe('unknown')
  })

  test('no two screens share an address, and none lies below another that has things of its own', () => {
    const paths = screens.map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
    for (const { path, hasMore } of screens)
      if (hasMore) expect(paths.filter((other) => other.startsWith(`${path}/`))).toEqual([])
  })
})
