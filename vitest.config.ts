import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/{unit,store,routes,gates}/**/*.test.{ts,tsx}'],
    testTimeout: 15_000,
    // Modules are evaluated once a worker, not once a file, which is two thirds of the time. No test file changes a
    // module's state or a global for the next one.
    isolate: false,
    // By itself it leaves one core to others; on two that is half of them.
    maxWorkers: '100%',
  },
})
