import type { WidgetSite } from '../../server/contract/index.ts'
import type { Grants } from './props.ts'

/** Returns the same answer for each purpose on offer and each data kind. */
export function sameGrants(site: WidgetSite, isGranted: boolean): Grants {
  const purposes: Record<string, boolean> = {}
  for (const id of site.purposes) purposes[id] = isGranted
  return {
    purposes,
    dataKinds: {
      ip: isGranted,
      browser: isGranted,
      visit_time: isGranted,
      visitor_cookie: isGranted,
    },
  }
}
