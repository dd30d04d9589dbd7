import type { Page } from '@playwright/test'
import { watchBeacons } from '../choice/beacons.ts'
import { startRecorder } from '../choice/recorder.ts'
import { startHostPages } from '../page/host-pages.ts'
import { startServer } from '../server/start-server.ts'

/** Path of a page with the tag and little else. */
export const plainPage = '/pages/plain.html'

/** Starts a school with its server on a host beside the pages', www and forum, which sets its cookie for their common domain. */
export async function startSchool(page: Page) {
  let address = ''
  const recorder = await startRecorder(() => address)
  const hostPages = await startHostPages(() =>
    recorder.url.replace('127.0.0.1', 'consent.school.localhost'),
  )
  const origins = ['www', 'forum'].map((name) =>
    hostPages.sameSite.replace('127.0.0.1', `${name}.school.localhost`),
  )
  const running = await startServer({ environment: { KELISIM_ORIGINS: origins.join() } })
  address = running.url
  return {
    beacons: watchBeacons(page, recorder),
    pages: origins.map((origin) => origin + plainPage) as [string, string],
    stop: () => Promise.all([recorder.close(), hostPages.close(), running.stop()]),
  }
}
