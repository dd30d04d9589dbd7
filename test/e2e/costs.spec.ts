import { expect, test } from '../support/fixtures.ts'
import { openWritten } from '../support/write-page.ts'

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
