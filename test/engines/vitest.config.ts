import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/**
 * The core path in the engines that the other browser tests do not use. Each waits for its browser more than it computes:
 * both at once are quicker, also on two cores.
 */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  test: {
    include: ['test/engines/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
})
