import { createGoogle } from '../consent/gate/google-tag.ts'
import { createYandex } from '../consent/gate/yandex-tag.ts'
import type { Part } from '../context.ts'
import { removeKept } from '../page/storage/remove-kept.ts'
import { warn } from '../page/warn.ts'

/** Drives the site's own counters of others by the choice, each time it is called. */
export const create: Part<() => void>['create'] = ({ mayRun }) => {
  const { google, yandex } = __KELISIM_DETAILS__.tags ?? {}
  const tags = [
    google && createGoogle(google, { remove: removeKept, warn }),
    yandex && createYandex(yandex, { remove: removeKept, warn }),
  ]
  return () => {
    const isGranted = mayRun('analytics')
    for (const tag of tags) if (tag) tag(isGranted)
  }
}
