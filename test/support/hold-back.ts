import type { Page } from '@playwright/test'

/** Keeps requests to these addresses from the server until the function that is answered is called. */
export async function holdBack(page: Page, addresses: string): Promise<() => void> {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(addresses, async (route) => {
    await held
    await route.fallback()
  })
  return release
}
