import { expect, test } from '../../support/browser/fixtures.ts'
import { openUnwatched } from '../../support/browser/unwatched-browser.ts'

const NEXT = '/pages/fights/prepared-for-real.html'

test('TR-01 a page that Chromium itself prepares before it is asked for knows the choice and tells nothing, and is a visit once it is seen', async ({
  server,
  hostPages,
  launchOptions,
}) => {
  /** What arrived, in order: marks that the pages set, and visits of the prepared page. */
  const told = () =>
    server.requests.flatMap(({ path, query, text }) => {
      if (path === '/mark') return query.replace('?', '')
      return path === '/v1/visits' && text.includes(NEXT) ? 'visit' : []
    })
  const url = `${hostPages.crossSite}/pages/fights/prepares.html`
  const close = await openUnwatched(url, launchOptions)
  try {
    await expect.poll(() => told().at(-1), { timeout: 15_000 }).toBe('visit')
    // The widget had run for two seconds by the time the page was seen.
    expect(told()).toEqual(['prepared=true&can=true', 'left', 'visit'])
  } finally {
    await close()
  }
})
