import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/{unit,store,routes,gates}/**/*.test.{ts,tsx}'],
    testTimeout: 15_000,
  },
})
