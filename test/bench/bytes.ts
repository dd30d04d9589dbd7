import { languages, measureWidget } from '../support/sources/widget-sizes.ts'
import type { Measurement } from './table.ts'

/** What a visitor downloads, brotli 11. */
export async function measureBytes(): Promise<Measurement[]> {
  const { loader, loaderWithBanner, firstVisit, keeper } = await measureWidget()
  return [
    { what: 'loader, brotli', measured: loader, unit: 'B', goal: { atMost: 2400 } },
    {
      what: 'first visit on the same site, every language, brotli',
      measured: loaderWithBanner,
      unit: 'B',
      goal: { atMost: 8000 },
    },
    ...languages.map((language) => ({
      what: `first visit in ${language}, brotli`,
      measured: firstVisit[language],
      unit: 'B',
      goal: { atMost: 8000 },
    })),
    {
      what: 'what keeps a choice, brotli, once banner or settings are shown',
      measured: keeper,
      unit: 'B',
    },
  ]
}
