import { expect, test } from '../../support/browser/fixtures.ts'
import { openWritten } from '../../support/page/write-page.ts'
import { findBanner } from '../../support/widget/banner.ts'

// What the page's own changes cost: what is new is looked at, not the document. In counts, which no machine changes.

const FRAME = 'data-category="external" data-src="https://maps.example/e"'

test('eighty placeholders have the page laid out a few times in all, and not for each of them', async ({
  page,
  hostPages,
}) => {
  await openWritten(page, hostPages, {
    body: `<a href="#kelisim-settings">Баптау</a><main></main><iframe ${FRAME}></iframe>`,
  })
  const placeholders = page.locator('[id^=kelisim-placeholder]')
  await expect(placeholders).toHaveCount(1)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const layouts = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'LayoutCount')?.value ?? 0
  }
  const before = await layouts()
  // All in one task: nothing but the widget lays the page out before it ends.
  await page.evaluate(async (frame) => {
    const range = document.createRange()
    // Pictures: each frame would have its own empty page laid out.
    const frames = `<img ${frame} width="400" height="300">`.repeat(80)
    document.querySelector('main')?.append(range.createContextualFragment(frames))
    for (let i = 0; i < 20; i++) await null
  }, FRAME)
  const after = await layouts()
  await expect(placeholders).toHaveCount(81)
  // Two by the widget; the rest leaves room for the frames that a browser draws meanwhile.
  expect(after - before).toBeLessThan(20)
})

test('a page that never rests is not looked through for each of its changes, with a held frame or without', async ({
  page,
  hostPages,
}) => {
  for (const body of [`<iframe ${FRAME}></iframe>`, '<a href="#kelisim-settings">Баптау</a>']) {
    await openWritten(page, hostPages, { body: `<p id="clock"></p>${body}` })
    await expect(page.locator('.kelisim-banner')).toBeVisible()
    const looks = await page.evaluate(async () => {
      let looks = 0
      for (const name of ['querySelector', 'querySelectorAll', 'elementsFromPoint'] as const) {
        const original = Document.prototype[name] as (...given: unknown[]) => unknown
        Object.assign(Document.prototype, {
          [name](this: Document, ...given: unknown[]) {
            looks++
            return original.apply(this, given)
          },
        })
      }
      const { port1, port2 } = new MessageChannel()
      for (let change = 0; change < 300; change++) {
        const done = new Promise((resolve) => {
          port1.onmessage = resolve
        })
        ;(document.getElementById('clock') as HTMLElement).textContent = `${change}`
        port2.postMessage('')
        await done
      }
      return looks
    })
    expect(looks, body).toBeLessThan(150)
  }
})

/** Each way to ask something of the page as a whole. */
const WHOLE = [
  'querySelector',
  'querySelectorAll',
  'elementFromPoint',
  'elementsFromPoint',
  'createTreeWalker',
] as const

/** Rows of a page, and what stands in its place when a framework draws one of them anew. */
const rows = (count: number) => '<p class="row"><b>Мәтін</b> <i>мәтін</i></p>'.repeat(count)

test('what a change costs depends on what it brings, and not on how large the page is', async ({
  page,
  hostPages,
}) => {
  await openWritten(page, hostPages, { body: '' })
  await findBanner(page).reject.click()
  await expect(findBanner(page).region).toBeHidden()
  const looks: Record<string, number[]> = {}
  for (const own of [
    '',
    '<a href="#kelisim-settings">Баптау</a><form data-kelisim="contact"></form>',
  ])
    for (const size of [20, 4_000]) {
      await openWritten(page, hostPages, {
        css: '.row{height:20px;margin:0;overflow:hidden}',
        body: `${own}<p id="clock" class="row">0</p><iframe ${FRAME}></iframe><main>${rows(size)}</main>`,
      })
      await expect(page.locator('[id^=kelisim-placeholder]')).toBeVisible()
      await expect(page.locator('.kelisim-reopen')).toHaveCount(own ? 0 : 1)
      // One change brings what looks at changes.
      await page.evaluate(() => document.querySelector('main')?.append('Соңы'))
      await page.waitForLoadState('networkidle')
      const counted = await page.evaluate(countLooks, { names: WHOLE, row: rows(1), changes: 60 })
      looks[own] = [...(looks[own] ?? []), counted]
      // What comes after all of it is found at once.
      await page.evaluate((frame) => {
        const late = document.createRange().createContextualFragment(`<iframe ${frame}></iframe>`)
        document.querySelector('main')?.append(late)
      }, FRAME)
      await expect(page.locator('[id^=kelisim-placeholder]')).toHaveCount(2)
    }
  // Where the button lies may have been looked at once.
  for (const [small, large] of Object.values(looks)) {
    expect(small, JSON.stringify(looks)).toBeLessThan(60)
    expect(large, JSON.stringify(looks)).toBeLessThan(60)
  }
  expect(looks['']).toHaveLength(2)
})

/** Changes a page now here, now there, as a clock and a framework do, and counts how often all of it is looked at meanwhile. */
async function countLooks({
  names,
  row,
  changes,
}: {
  names: readonly string[]
  row: string
  changes: number
}): Promise<number> {
  let looks = 0
  const targets = document.querySelectorAll('main .row')
  const clock = document.getElementById('clock') as HTMLElement
  for (const name of names) {
    const original = Reflect.get(Document.prototype, name) as (...given: unknown[]) => unknown
    Reflect.set(Document.prototype, name, function (this: Document, ...given: unknown[]) {
      looks++
      return original.apply(this, given)
    })
  }
  for (let change = 0; change < changes; change++) {
    clock.textContent = `${change}`
    targets[change % 10]?.replaceChildren(document.createRange().createContextualFragment(row))
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return looks
}
