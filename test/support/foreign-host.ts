import type { Page } from '@playwright/test'

/** A foreign host, `https://video.example`, that serves anything; answers the paths that were asked of it. */
export async function startForeignHost(page: Page): Promise<readonly string[]> {
  const asked: string[] = []
  await page.context().route('https://video.example/**', (route) => {
    const { pathname } = new URL(route.request().url())
    asked.push(pathname)
    return pathname.endsWith('.svg')
      ? route.fulfill({
          contentType: 'image/svg+xml',
          body: '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>',
        })
      : route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<p>Бейне' })
  })
  return asked
}
