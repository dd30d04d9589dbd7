import type { WidgetSite } from '../../server/contract/index.ts'
import { sameGrants } from './grants.ts'
import type { Choice, Grants } from './props.ts'

/** Returns what a choice grants among the purposes now on offer; nothing where there is no choice. */
export function grantsOf(site: WidgetSite, choice: Choice | undefined): Grants {
  const { purposes, dataKinds } = sameGrants(site, false)
  if (choice?.kind !== 'granted') return { purposes, dataKinds }
  const granted: Record<string, boolean> = {}
  for (const id of site.purposes) granted[id] = choice.purposes[id] === true
  return { purposes: granted, dataKinds: { ...dataKinds, ...choice.dataKinds } }
}
