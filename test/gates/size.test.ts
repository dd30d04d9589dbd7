import { beforeAll, describe, expect, test } from 'vitest'
import { languages, measureWidget, type WidgetSizes } from '../support/widget-sizes.ts'

/** Every visitor of every page downloads it: two packets after the first answer, with room for the headers. */
const LOADER_BYTES = 3_000
/** Once for each visitor who has not chosen: what a slow phone shows within a second. */
const FIRST_VISIT_BYTES = 10_000

describe('sizes, brotli 11', () => {
  let sizes: WidgetSizes

  beforeAll(async () => {
    sizes = await measureWidget()
  }, 30_000)

  test('the loader with the site written in is at most 3.0 kB', () => {
    expect(sizes.loader).toBeLessThanOrEqual(LOADER_BYTES)
    expect(sizes.loader).toBeGreaterThan(0)
  })

  test.each(languages)('a first visit in %s is at most 10 kB', (language) => {
    expect(sizes.firstVisit[language]).toBeLessThanOrEqual(FIRST_VISIT_BYTES)
    expect(sizes.firstVisit[language]).toBeGreaterThan(sizes.loader)
  })
})
