import { expect, test } from '../../support/browser/fixtures.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { choiceIn } from '../../support/choice/saved-choice.ts'
import { expectWholeVisit, ran } from '../../support/page/gated-page.ts'

// From the click on nothing of what was taken back is sent or started, whether or not what keeps choices has come.

const path = '/pages/fights/end-of-body.html'
const KEEPER = '**/assets/consent-*.js'
/** Calls that take analytics back, and whether they take all back. */
const calls = [
  ['withdraw()', true],
  ['choose({ purposes: { analytics: false } })', true],
  ['choose({ purposes: {} })', true],
  ["choose({ purposes: { analytics: 'yes' } })", true],
  ['choose({ purposes: { external: true } })', false],
] as const

for (const [call, isAll] of calls)
  test(`CB-09 TR-01 after ${call} nothing of analytics is sent or started, though what keeps choices never comes`, async ({
    page,
    hostPages,
    beacons,
  }) => {
    await expectWholeVisit(page, hostPages.crossSite + path, beacons)
    beacons.clear()
    await page.route(KEEPER, () => {})
    const canOf = (purpose: string) => page.evaluate(`kelisim.can('${purpose}')`)
    expect(await page.evaluate(`void kelisim.${call}; kelisim.can('analytics')`)).toBe(false)
    expect(await canOf('external')).toBe(!isAll)
    expect(await canOf('necessary')).toBe(true)
    const kept = choiceIn((await readDevice(page)).local)
    if (isAll) expect(kept).toMatch(/^refused~/)
    // What comes into the page meanwhile, and another view of a single-page site.
    await page.evaluate(() => {
      for (const category of ['analytics', 'necessary']) {
        const script = document.createElement('script')
        Object.assign(script, { type: 'text/plain', text: `ran.push('late ${category}')` })
        script.dataset.category = category
        document.body.append(script)
      }
      history.pushState(null, '', '/pages/another-view.html')
    })
    await expect.poll(() => ran(page)).toContain('late necessary')
    expect(await ran(page)).toEqual(['analytics', 'late necessary'])
    // Left, a page tells how long it was seen.
    await page.goto('about:blank')
    await page.unroute(KEEPER)
    await page.goto(`${hostPages.crossSite}/pages/plain.html`)
    const told = () => beacons.list().map((beacon) => beacon.path.split('/').at(-1))
    if (isAll) await expect.poll(told).toEqual(['withdrawal'])
    await beacons.settle()
    if (isAll) expect(told()).toEqual(['withdrawal'])
    expect(beacons.list().filter(({ text }) => /durationMs|another-view/.test(text))).toEqual([])
  })
