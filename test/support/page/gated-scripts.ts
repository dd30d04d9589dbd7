import type { Page } from '@playwright/test'
import type { HostPages } from './host-pages.ts'
import { openWritten } from './write-page.ts'

// Pages whose gated scripts record in `heard` what they did.

/** Returns the markup of a gated script. */
export const gated = (code: string, category = 'analytics'): string =>
  `<script type="text/plain" data-category="${category}">${code}</script>`

/** Returns the markup of a gated script from another host. */
export const external = (name: string, category = 'analytics', attributes = ''): string =>
  `<script type="text/plain" data-category="${category}" data-src="https://count.example/${name}.js" ${attributes}></script>`

/** Returns what was recorded, in order. */
export const heard = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { heard: string[] }).heard)

/** Opens a page with listeners of its own that write to `heard` and must be called once, followed by these scripts. */
export const openGated = (page: Page, pages: HostPages, scripts: string): Promise<string> =>
  openWritten(page, pages, {
    body: `<h1>Мектеп</h1><a href="#kelisim-settings">Cookie баптаулары</a><script>window.heard = []</script>${scripts}`,
  })

/** Serves `count.example` with these scripts by name and nothing else. Returns the requested paths. */
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
