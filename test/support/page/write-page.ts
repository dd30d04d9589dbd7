import type { Page } from '@playwright/test'
import { type HostPages, WRITTEN } from './host-pages.ts'

/** The test's parts of a page of the host site; the rest is the same for all. */
interface Written {
  readonly css?: string
  readonly body: string
  /** Whether it has the script tag, as documented. Default: yes. */
  readonly hasTag?: boolean
}

/** Opens a page that a test writes itself, on another site than the server's. Returns its address. */
export async function openWritten(
  page: Page,
  pages: HostPages,
  { css = '', body, hasTag = true }: Written,
): Promise<string> {
  const tag = hasTag ? '<script src="{{server}}/widget.js" async></script>' : ''
  pages.write(
    `<!doctype html><html lang="kk"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Мектеп</title>${tag}<style>${css}</style></head><body>${body}</body></html>`,
  )
  const url = `${pages.crossSite}${WRITTEN}`
  await page.goto(url)
  return url
}
