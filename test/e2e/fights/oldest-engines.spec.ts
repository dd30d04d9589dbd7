import { expect, test } from '../../support/browser/fixtures.ts'
import { expectOwnDataAndWithdrawal, expectWholeVisit, ran } from '../../support/page/gated-page.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

/** Runs in the page, before all of it: takes away what the oldest engines lack of what the widget makes use of. */
const growOld = () => {
  const Sheet = window.CSSStyleSheet
  function Old() {
    throw new TypeError('Illegal constructor')
  }
  Old.prototype = Sheet.prototype
  Object.assign(window, { CSSStyleSheet: Old })
  const lacking: readonly (readonly [object, readonly string[]])[] = [
    [Document.prototype, ['adoptedStyleSheets', 'startViewTransition', 'prerendering']],
    [HTMLElement.prototype, ['popover', 'showPopover', 'hidePopover', 'togglePopover', 'inert']],
    [Element.prototype, ['checkVisibility', 'ariaLabel', 'role']],
    [Array.prototype, ['findLast', 'toSorted', 'toReversed', 'toSpliced', 'with']],
    [Object, ['groupBy']],
    [Promise, ['withResolvers', 'try']],
    [AbortSignal, ['any', 'timeout']],
    [window, ['navigation', 'scheduler', 'requestIdleCallback', 'cookieStore']],
  ]
  for (const [owner, names] of lacking)
    for (const name of names) Reflect.deleteProperty(owner, name)
  // Safari before 15.6 throws at a selector that it does not know.
  for (const name of ['querySelector', 'querySelectorAll', 'matches', 'closest'] as const)
    for (const { prototype } of [Document, Element]) {
      const original = Reflect.get(prototype, name)
      if (!original) continue
      Reflect.set(prototype, name, function (this: unknown, selector: string) {
        if (/:modal|:popover-open|:has\(/.test(selector)) throw new SyntaxError(selector)
        return original.call(this, selector)
      })
    }
}

test('in the oldest engines a visit goes its whole way, styled and silent, and nothing runs before or after consent', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.addInitScript(growOld)
  const log = logWhole(page)
  const url = `${hostPages.crossSite}/pages/fights/embedder-policy.html`
  await page.goto(url)
  const { region } = findBanner(page)
  await expect(region).toBeVisible()
  expect(await page.evaluate(() => 'popover' in HTMLElement.prototype)).toBe(false)
  await expect(region).toHaveCSS('position', 'fixed')
  // Taken over, though without a sheet of its own.
  const form = page.locator('form')
  // Asked by the page: what waits for a property would look for what is taken away.
  await expect.poll(() => form.evaluate((one: HTMLFormElement) => one.noValidate)).toBe(true)
  await expectWholeVisit(page, url, beacons)
  await expectOwnDataAndWithdrawal(page, beacons)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Бір рет жүктеу' })).toBeVisible()
  await expect(region).toBeHidden()
  expect(await ran(page)).toEqual([])
  expect(log).toEqual(SILENT)
})
