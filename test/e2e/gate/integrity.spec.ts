import { createHash } from 'node:crypto'
import { expect, test } from '../../support/browser/fixtures.ts'
import { gated, heard, openGated } from '../../support/page/gated-scripts.ts'
import { findBanner } from '../../support/widget/banner.ts'

const hashOf = (code: string) => `sha384-${createHash('sha384').update(code).digest('base64')}`

test('TP-08: a gated script of another host keeps its hash when it runs: changed meanwhile it does not, and holds nothing up', async ({
  page,
  hostPages,
}) => {
  const asked: string[] = []
  await page.context().route('https://count.example/**', (route) => {
    const name = new URL(route.request().url()).pathname.slice(1).replace('.js', '')
    asked.push(name)
    return route.fulfill({
      contentType: 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
      body: `heard.push('${name}')`,
    })
  })
  const script = (name: string, promised: string) =>
    `<script type="text/plain" data-category="analytics" data-src="https://count.example/${name}.js" integrity="${hashOf(promised)}" crossorigin="anonymous"></script>`
  await openGated(
    page,
    hostPages,
    script('kept', "heard.push('kept')") +
      script('changed', 'what the school had looked at') +
      gated("heard.push('after')"),
  )
  await findBanner(page).region.waitFor()
  expect(asked).toEqual([])
  await findBanner(page).accept.click()
  await expect.poll(() => heard(page)).toEqual(['kept', 'after'])
  expect(asked.toSorted()).toEqual(['changed', 'kept'])
  const running = page.locator('script[src^="https://count.example/"]')
  expect(
    await running.evaluateAll((all) => all.map((one) => one.getAttribute('integrity'))),
  ).toEqual([hashOf("heard.push('kept')"), hashOf('what the school had looked at')])
})
