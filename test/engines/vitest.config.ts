import { defineConfig } from 'vitest/config'

/** The core path in the engines that the browser tests do not use. A browser starts within the hook's time. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
