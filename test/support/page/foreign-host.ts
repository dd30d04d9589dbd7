import type { Page } from '@playwright/test'

/** Serves anything from a foreign host, `https://video.example`; returns the requested paths. */
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
