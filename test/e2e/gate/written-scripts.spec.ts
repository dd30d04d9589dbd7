import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import {
  external,
  gated,
  heard,
  openGated,
  serveScripts,
} from '../../support/page/gated-scripts.ts'
import { AS_BEFORE, isAsBefore, OWN } from '../../support/page/own-functions.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// What a gated script writes with document.write stands where the script stands, and scripts among it run in their turn and
// for the writer's purpose. Nothing of the page is wiped. A host that hangs holds up its own purpose, and that for a while.

const accept = (page: Page) => findBanner(page).accept.click()
const grantExternal = (page: Page) =>
  page.evaluate(() =>
    (window.kelisim as { choose(grants: object): Promise<string> }).choose({
      purposes: { external: true },
    }),
  )

/** A script as code of a page may write it. */
const tag = (attributes: string, code = '') => `<scr' + 'ipt ${attributes}>${code}</scr' + 'ipt>`

test('what a gated script writes is there at once, in its place, whole, with its scripts in order; nothing is wiped', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  const asked = await serveScripts(page, {
    counter: `heard.push('counter'); document.write('<b id="counted">1</b>'); document.writeln('<i id="line">2</i>')`,
    library: `heard.push('library ' + document.currentScript.dataset.note)`,
  })
  await openGated(
    page,
    hostPages,
    `<div id="box">${gated(
      `document.open(); document.write('<p id="first">one', ' two</p>'); heard.push(document.getElementById('first').textContent); document.close()`,
    )}${gated(
      `document.write('<ul>'); for (var n = 0; n < 3; n++) document.write('<li>' + n + '</li>'); document.write('</ul>'); document.write('<em tit'); document.write('le="x">cut</em>')`,
    )}${gated(
      `document.write('${tag('src=\\"https://count.example/library.js\\" data-note=\\"kept\\"')}${tag('', `heard.push(\\'inline after library\\')`)}${tag('type=\\"application/json\\"', '{}')}')`,
    )}${external('counter')}${gated(`heard.push('last'); document.write('<p id="open">never closed')`)}</div><p id="after">соңы</p>`,
  )
  await expect(findBanner(page).region).toBeVisible()
  await beacons.expectNone()
  expect(
    await page.locator('#box').evaluate((box) => box.querySelectorAll(':not(script)').length),
  ).toBe(0)
  expect(asked).toEqual([])
  await accept(page)
  const all = ['one two', 'library kept', 'inline after library', 'counter', 'last']
  await expect.poll(() => heard(page)).toEqual(all)
  await beacons.settle()
  expect(await heard(page)).toEqual(all)
  expect(asked).toEqual(['library', 'counter'])
  await expect(page.locator('#box > ul > li')).toHaveText(['0', '1', '2'])
  await expect(page.locator('#box > em[title=x]')).toHaveText('cut')
  await expect(page.locator('#box > #counted + #line')).toHaveText('2')
  await expect(page.locator('#box > #open')).toHaveText('never closed')
  await expect(page.locator('h1')).toHaveText('Мектеп')
  await expect(page.locator('#after')).toBeVisible()
  expect(
    await page
      .locator('#box')
      .evaluate((box) => box.textContent?.replace(/\s+/g, ' ').includes('{}')),
  ).toBe(true)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('CB-01 CB-05 a written script runs for the purpose of its writer, and for its own too where it names one; what is held back stays so', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await serveScripts(page, { inherited: `heard.push('inherited')` })
  await openGated(
    page,
    hostPages,
    gated(
      `document.write('${tag('src=\\"https://count.example/inherited.js\\"')}${tag('data-category=\\"external\\"', `heard.push(\\'both\\')`)}${tag('type=\\"text/plain\\" data-category=\\"external\\"', `heard.push(\\'held\\')`)}${tag('data-category=\\"marketing\\"', `heard.push(\\'nobody\\')`)}${tag('type=\\"text/plain\\" data-cookieconsent=\\"marketing\\"', `heard.push(\\'nobody\\')`)}')`,
    ),
  )
  await expect(findBanner(page).region).toBeVisible()
  await beacons.expectNone()
  expect(await heard(page)).toEqual([])
  await page.evaluate(() =>
    (window.kelisim as { choose(grants: object): Promise<string> }).choose({
      purposes: { analytics: true },
    }),
  )
  await expect.poll(() => heard(page)).toEqual(['inherited'])
  await beacons.settle()
  expect(await heard(page)).toEqual(['inherited'])
  // The writer's purpose is taken back: of what it has written only what waits for another purpose alone may run.
  await grantExternal(page)
  await expect.poll(() => heard(page)).toEqual(['inherited', 'held'])
  await beacons.settle()
  expect(await heard(page)).toEqual(['inherited', 'held'])
  expect(asked).toEqual(['inherited'])
})

test('what others write while a gated script is on its way is written as ever', async ({
  page,
  hostPages,
}) => {
  await serveScripts(page, {})
  await openGated(page, hostPages, external('never'))
  const asked = page.waitForRequest('https://count.example/**')
  await accept(page)
  await asked
  const frame = await page.evaluate(() => {
    const own = document.body.appendChild(document.createElement('iframe'))
    own.contentDocument?.write('<p>own</p>')
    own.contentDocument?.close()
    return own.contentDocument?.body.textContent
  })
  expect(frame).toBe('own')
  await expect(page.locator('h1')).toHaveText('Мектеп')
})

test('a host that never answers holds up no other purpose at all, its own for three seconds, and no listener of another', async ({
  page,
  hostPages,
}) => {
  const asked = await serveScripts(page, { other: `heard.push('other')` })
  await openGated(
    page,
    hostPages,
    external('never') +
      gated(`heard.push('own')`) +
      external('other', 'external') +
      gated(`addEventListener('load', function () { heard.push('other load') })`, 'external') +
      gated(`heard.push('both')`, 'analytics, external') +
      gated(`heard.push('other after both')`, 'external'),
  )
  await accept(page)
  // In document order within a purpose: what has both waits, and what comes after it.
  await expect
    .poll(() => heard(page))
    .toEqual(['other', 'other load', 'own', 'both', 'other after both'])
  expect(asked).toEqual(['never', 'other'])
})

test('what the page needs is waited for by every purpose, and not for ever', async ({
  page,
  hostPages,
}) => {
  await serveScripts(page, { library: `window.library = 'there'` })
  await openGated(
    page,
    hostPages,
    external('library', 'necessary') + gated(`heard.push('library ' + window.library)`),
  )
  await accept(page)
  await expect.poll(() => heard(page)).toEqual(['library there'])
  await page.reload()
  await expect.poll(() => heard(page)).toEqual(['library there'])
})

test('a script whose host has hung runs late and once when it comes after all, and is told of the page', async ({
  page,
  hostPages,
}) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.context().route('https://count.example/**', async (route) => {
    await held
    await route.fulfill({
      contentType: 'text/javascript',
      body: `heard.push('late'); document.addEventListener('DOMContentLoaded', function () { heard.push('told') })`,
    })
  })
  await openGated(page, hostPages, external('slow') + gated(`heard.push('own')`))
  await accept(page)
  await expect.poll(() => heard(page)).toEqual(['own'])
  release()
  await expect.poll(() => heard(page)).toEqual(['own', 'late', 'told'])
})

test('for a host that never answers the page’s functions are stood in for half a minute, and no longer', async ({
  page,
  hostPages,
}) => {
  await page.clock.install()
  await serveScripts(page, {})
  await openGated(page, hostPages, OWN + external('never'))
  const asked = page.waitForRequest('https://count.example/**')
  await accept(page)
  await asked
  expect(await isAsBefore(page)).not.toEqual(AS_BEFORE)
  await page.clock.fastForward(30_000)
  await expect.poll(() => isAsBefore(page)).toEqual(AS_BEFORE)
})
