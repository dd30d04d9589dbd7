import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'
import { sizes } from './panels.ts'
import { TAGS } from './wcag-tags.ts'

/** Rules whose outcome a theme can change. */
const BY_COLOUR: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
/** Rules whose outcome a width can change. */
const BY_PLACE: RunOnly = {
  type: 'rule',
  values: ['target-size', 'scrollable-region-focusable'],
}

/** What is in order is counted and not described, which would take most of the time. */
const resultTypes: ['violations'] = ['violations']

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[]
}
const describe = (violations: readonly Violation[]) =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${String(target)}: ${failureSummary}`),
  )

/** Passes where axe finds nothing that would shut somebody out of the page as it stands. */
export async function expectNoBarriers(page: Page, state: string): Promise<void> {
  // Legacy mode opens no page of its own for the summing up; only frames of other sites would need it.
  const axe = new AxeBuilder({ page }).options({ resultTypes }).withTags(TAGS).setLegacyMode(true)
  const { violations } = await axe.analyze()
  expect(describe(violations as readonly Violation[]), state).toEqual([])
}

interface AxeWindow {
  axe: {
    run(
      root: Element,
      options: object,
    ): Promise<{ violations: Violation[]; passes: unknown[]; inapplicable: unknown[] }>
  }
}

interface RunOnly {
  readonly type: 'rule' | 'tag'
  readonly values: readonly string[]
}

/** Runs some rules on a part of the page, with the axe that `expectNoBarriers` has left there. */
async function expectNone(root: Locator, runOnly: RunOnly, state: string): Promise<void> {
  const options = { runOnly, resultTypes }
  const found = await root.evaluate(async (element, options) => {
    const result = await (window as unknown as AxeWindow).axe.run(element, options)
    const { violations, passes, inapplicable } = result
    return { violations, ran: violations.length + passes.length + inapplicable.length }
  }, options)
  expect(describe(found.violations), state).toEqual([])
  expect(found.ran, `${state}: rules that ran`).toBeGreaterThan(0)
}

/** What does not fit: scrolls sideways, or is too small to be hit (WCAG 1.4.10, 2.5.8). */
const findMisfits = (root: Element): string[] => {
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.className} ${element.textContent?.slice(0, 30)}`
  const isShown = (element: Element) => element.checkVisibility() && element.clientWidth > 0
  const controls = root.querySelectorAll('button,input,select,textarea,summary')
  const small = [...controls].filter(isShown).flatMap((control) => {
    const isTick = control.matches('[type=radio],[type=checkbox]')
    const target = (isTick && control.closest('label')) || control
    const { width, height } = target.getBoundingClientRect()
    const least = isTick || control.matches('summary') ? 24 : 44
    return width >= 24 && height >= least ? [] : [`${name(target)}: ${width} × ${height} px`]
  })
  const { documentElement } = document
  const wide = [documentElement, root, ...root.querySelectorAll('*')].filter(
    (element) =>
      isShown(element) &&
      element.scrollWidth > element.clientWidth + 1 &&
      // What was typed may scroll; so may a table, where the keyboard reaches it.
      !element.matches('input,textarea,select,[tabindex="0"]:has(> table)') &&
      (element === documentElement || getComputedStyle(element).overflowX !== 'visible'),
  )
  return [...small, ...wide.map((element) => `${name(element)}: scrolls sideways`)]
}

/**
 * Passes where axe finds nothing on the page in either theme and at any width, everything fits and can be hit. All rules
 * run once, in light on a phone; in dark those that look at colours, at each width those that look at places, since
 * nothing else can change.
 */
export async function expectNoBarriersAnywhere(root: Locator, state: string): Promise<void> {
  const page = root.page()
  const [, [width, height]] = sizes
  await page.setViewportSize({ width, height })
  const isThere = await page.evaluate(() => 'axe' in window)
  // The page as a whole once, then the part alone.
  if (isThere) await expectNone(root, { type: 'tag', values: TAGS }, state)
  else await expectNoBarriers(page, state)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNone(root, BY_COLOUR, `${state}, dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height })
    await expectNone(root, BY_PLACE, `${state}, ${width} px`)
    expect(await root.evaluate(findMisfits), `${state}, ${width} px`).toEqual([])
  }
  await page.setViewportSize({ width, height })
}
