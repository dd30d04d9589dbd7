import { createGoogle } from '../consent/gate/google-tag.ts'
import { createYandex } from '../consent/gate/yandex-tag.ts'
import type { Part } from '../context.ts'
import { removeKept } from '../page/storage/remove-kept.ts'
import { warn } from '../page/warn.ts'

/** Applies the choice to the site's third-party counters at each call. */
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
