import { expect, test } from '../../support/browser/fixtures.ts'
import { gated, heard, openGated } from '../../support/page/gated-scripts.ts'

test('CB-05 what two purposes are needed for waits for both, and what names one that is unknown never comes', async ({
  page,
  hostPages,
  beacons,
}) => {
  const frame = (path: string, category: string) =>
    `<iframe title="${path}" data-src="${path}" data-category="${category}"></iframe>`
  const body = ['analytics,external', 'external analytics', 'external,marketing'].map(
    (category, at) => gated(`heard.push(${at})`, category) + frame(`/pages/held-${at}`, category),
  )
  await openGated(page, hostPages, `${body.join('')}${gated('heard.push("last")', 'external')}`)
  const held = () => hostPages.requested.filter((path) => path.includes('held-'))
  const choose = (purposes: object) =>
    page.evaluate(
      (granted) =>
        (window.kelisim as { choose(grants: object): Promise<string> }).choose({
          purposes: granted,
        }),
      purposes,
    )
  await choose({ external: true })
  await expect.poll(() => heard(page)).toEqual(['last'])
  await beacons.settle()
  expect(held()).toEqual([])
  await choose({ external: true, analytics: true })
  await expect.poll(() => heard(page)).toEqual(['last', 0, 1])
  await expect.poll(held).toEqual(['/pages/held-0', '/pages/held-1'])
  await beacons.settle()
  expect(await heard(page)).toEqual(['last', 0, 1])
  expect(held()).toHaveLength(2)
})
