import type { WidgetSite } from '../../server/contract/index.ts'
import type { Grants } from './props.ts'

/** The same answer to each purpose on offer and to each data kind. */
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
