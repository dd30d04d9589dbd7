import type { Page } from '@playwright/test'
import type { HostPages } from './host-pages.ts'
import { openWritten } from './write-page.ts'

// Pages whose gated scripts note in `heard` what they did.

/** A gated script as a page has it. */
export const gated = (code: string, category = 'analytics'): string =>
  `<script type="text/plain" data-category="${category}">${code}</script>`

/** A gated script that comes from another host. */
export const external = (name: string, category = 'analytics', attributes = ''): string =>
  `<script type="text/plain" data-category="${category}" data-src="https://count.example/${name}.js" ${attributes}></script>`

/** What was noted, in order. */
export const heard = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { heard: string[] }).heard)

/** Opens a page that says hello in `heard` by listeners of its own, which must be called once; then come these scripts. */
export const openGated = (page: Page, pages: HostPages, scripts: string): Promise<string> =>
  openWritten(page, pages, {
    body: `<h1>Мектеп</h1><a href="#kelisim-settings">Cookie баптаулары</a><script>window.heard = []</script>${scripts}`,
  })

/** Answers for `count.example`: these scripts by their names, and never what is not among them. Answers what was asked. */
export async function serveScripts(
  page: Page,
  scripts: Readonly<Record<string, string>>,
): Promise<string[]> {
  const asked: string[] = []
  await page.context().route('https://count.example/**', (route) => {
    const name = new URL(route.request().url()).pathname.slice(1).replace('.js', '')
    asked.push(name)
    const body = scripts[name]
    if (body === undefined) return
    return route.fulfill({ contentType: 'text/javascript', body })
  })
  return asked
}
