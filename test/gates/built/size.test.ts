import { beforeAll, describe, expect, test } from 'vitest'
import { languages, measureWidget, type WidgetSizes } from '../../support/sources/widget-sizes.ts'

/** Every visitor of every page downloads it: two packets after the first answer, with room for the headers. */
const LOADER_BYTES = 2_500
/** Once for each visitor who has not chosen: what a slow phone shows within a second. */
const FIRST_VISIT_BYTES = 7_400
/** Each part that a page or a visitor may ask for. */
const PART_BYTES = 4_500
/** Preact, the one file in the widget that others wrote: not a part, and fixed by its version. */
const PREACT_BYTES = 4_200

describe('sizes, brotli 11', () => {
  let sizes: WidgetSizes

  beforeAll(async () => {
    sizes = await measureWidget()
  }, 30_000)

  test('the loader with the site written in is at most 2.5 kB', () => {
    expect(sizes.loader).toBeLessThanOrEqual(LOADER_BYTES)
    expect(sizes.loader).toBeGreaterThan(0)
  })

  test.each(languages)('a first visit in %s is at most 7.4 kB', (language) => {
    expect(sizes.firstVisit[language]).toBeLessThanOrEqual(FIRST_VISIT_BYTES)
    expect(sizes.firstVisit[language]).toBeGreaterThan(sizes.loader)
  })

  test('a first visit whose loader brings the banner in every language is at most 7.4 kB', () => {
    expect(sizes.loaderWithBanner).toBeLessThanOrEqual(FIRST_VISIT_BYTES)
    expect(sizes.loaderWithBanner).toBeGreaterThan(sizes.firstVisit.kk)
  })

  test('each part is at most 4.5 kB, in whatever language', () => {
    const { preact, ...parts } = sizes.parts
    expect(Object.keys(parts)).toEqual(
      expect.arrayContaining(['ui', 'settings', 'placeholder', 'contact', 'consent', 'gate']),
    )
    const tooLarge = Object.entries(parts).filter(([, bytes]) => bytes > PART_BYTES)
    expect(tooLarge).toEqual([])
    expect(preact).toBeLessThanOrEqual(PREACT_BYTES)
  })
})
