import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type ElementHandle, expect, type Locator, type Page } from '@playwright/test'
import { sizes } from './panels.ts'
import { TAGS } from './wcag-tags.ts'

interface RunOnly {
  readonly type: 'rule' | 'tag'
  readonly values: readonly string[]
}

const ALL: RunOnly = { type: 'tag', values: TAGS }
/** Rules whose result a theme can change. */
const COLOURS = ['color-contrast', 'link-in-text-block']
/** Rules whose result a width can change. */
const PLACES = ['target-size', 'scrollable-region-focusable']
const BY_COLOUR_AND_PLACE: RunOnly = { type: 'rule', values: [...COLOURS, ...PLACES] }
const BY_PLACE: RunOnly = { type: 'rule', values: PLACES }

interface Rule {
  readonly id: string
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[]
}

/** Values left on a page under test. */
interface AxeWindow {
  axe: {
    run(
      root: Element,
      options: object,
    ): Promise<{ violations: Rule[]; passes: unknown[]; inapplicable: unknown[] }>
  }
  findMisfits: typeof findMisfits
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/**
 * Injects axe into a page that does not have it; once for all checks there, since loading half a megabyte takes longer than
 * the checks. Not into frames: their content is not ours, and before consent they are empty.
 */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return
  await page.evaluate(`${axeSource};window.findMisfits=${findMisfits};undefined`)
}

/** Returns what axe finds in a part of the page by some rules. */
async function findViolations(part: ElementHandle<Element>, runOnly: RunOnly): Promise<string[]> {
  // Passes are counted and not described, which would take most of the time.
  const options = { runOnly, resultTypes: ['violations'], iframes: false }
  const { violations, ran } = await part.evaluate(async (element, options) => {
    const result = await (window as unknown as AxeWindow).axe.run(element, options)
    const { violations, passes, inapplicable } = result
    return { violations, ran: violations.length + passes.length + inapplicable.length }
  }, options)
  expect(ran, 'rules that ran').toBeGreaterThan(0)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${String(target)}: ${failureSummary}`),
  )
}

const handleOf = async (root: Locator) =>
  (await root.elementHandle()) as ElementHandle<HTMLElement | SVGElement>

/** Passes where axe finds no barrier on the page in its current state. */
export async function expectNoBarriers(page: Page, state: string): Promise<void> {
  await bringAxe(page)
  expect(await findViolations(await handleOf(page.locator('html')), ALL), state).toEqual([])
}

/** Returns what does not fit: scrolls sideways, or is too small to be clicked (WCAG 1.4.10, 2.5.8). */
function findMisfits(root: Element): string[] {
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
      // Typed text may scroll; so may a table that the keyboard reaches.
      !element.matches('input,textarea,select,[tabindex="0"]:has(> table)') &&
      (element === documentElement || getComputedStyle(element).overflowX !== 'visible'),
  )
  return [...small, ...wide.map((element) => `${name(element)}: scrolls sideways`)]
}

const readTheme = (page: Page): Promise<'dark' | 'light'> =>
  page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'))

/**
 * Passes where axe finds nothing in a part of the page in either theme and at any width, and everything fits and is large
 * enough. All rules run once, at the current width and theme; then rules about colours run in the other theme, and rules
 * about positions at the other widths, since nothing else can change.
 */
export async function expectNoBarriersAnywhere(root: Locator, state: string): Promise<void> {
  const page = root.page()
  await bringAxe(page)
  const part = await handleOf(root)
  const isWide = page.viewportSize()?.width === sizes.at(-1)?.[0]
  let theme = await readTheme(page)
  for (const [index, [width, height]] of (isWide ? sizes.toReversed() : sizes).entries()) {
    await page.setViewportSize({ width, height })
    if (index === 1) {
      theme = theme === 'dark' ? 'light' : 'dark'
      await page.emulateMedia({ colorScheme: theme })
    }
    const place = `${state}, ${width} px, ${theme}`
    const rules = [ALL, BY_COLOUR_AND_PLACE][index] ?? BY_PLACE
    expect(await findViolations(part, rules), place).toEqual([])
    const fits = (element: Element) => (window as unknown as AxeWindow).findMisfits(element)
    expect(await part.evaluate(fits), place).toEqual([])
  }
}
