import type { Page } from '@playwright/test'

/** Everything that the page's origin stores in this browser. */
export interface Device {
  readonly cookies: readonly { readonly name: string; readonly value: string }[]
  readonly local: Readonly<Record<string, string>>
  readonly session: Readonly<Record<string, string>>
  /** Database name → store name → entries. */
  readonly databases: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>
}

/** Reads cookies (including HttpOnly ones), both storages and every IndexedDB of the page's origin. */
export async function readDevice(page: Page): Promise<Device> {
  const cookies = await page.context().cookies()
  const storages = await page.evaluate(() => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
  }))
  return {
    cookies: cookies.map(({ name, value }) => ({ name, value })),
    ...storages,
    databases: await page.evaluate(readDatabases),
  }
}

/** Reads every IndexedDB of the page's origin. Runs in the page, so it is self-contained. */
export async function readDatabases() {
  const wait = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const found: Record<string, Record<string, unknown[]>> = {}
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await wait(indexedDB.open(name))
    const stores: Record<string, unknown[]> = {}
    for (const store of database.objectStoreNames) {
      stores[store] = await wait(database.transaction(store).objectStore(store).getAll())
    }
    database.close()
    found[name] = stores
  }
  return found
}

/** A device on which nothing has been stored. */
export const EMPTY_DEVICE: Device = { cookies: [], local: {}, session: {}, databases: {} }
