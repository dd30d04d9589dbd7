import { ownKeys } from '../../page/builtins/own-keys.ts'
import * as my from '../../text/kk/my-data.ts'
import * as text from '../../text/kk.ts'
import { fill } from '../placeholder/fill.ts'
import type { UiHost } from '../props.ts'
import { dateIn } from './facts/dates.ts'
import { Fact } from './facts/fact.tsx'

/** The name under which the widget stores a choice. */
const NAME = `kelisim-${__KELISIM_DETAILS__.owner}`

const names: Readonly<Record<string, string>> = {
  functional: text.catFunctionalName,
  analytics: text.catAnalyticsName,
  external: text.catExternalName,
}

const read = (host: UiHost) => {
  const { saved, stale } = host.remembered()
  return saved ?? stale
}

/** One line about the data on this device, read locally without the server. */
export const DeviceLine = ({ host }: { readonly host: UiHost }) => (
  <Fact name={my.myHere} lines={describe(host)} />
)

function describe(host: UiHost): string[] {
  const choice = read(host)?.choice
  if (!choice) return [my.myHereNone]
  if (choice.kind === 'refused')
    return [fill(my.myHereRefused, { date: dateIn(host.language, choice.day) })]
  const line = fill(my.myHereGranted, { date: dateIn(host.language, choice.expiresOn) })
  return choice.isConfirmed ? [line] : [line, my.myDeviceWaiting]
}

/** All data on this device, if there are any. */
export const DeviceFold = ({ host }: { readonly host: UiHost }) => {
  const { choice, secret } = read(host) ?? {}
  if (!choice) return null
  const lines = [fill(my.myDevicePlace, { name: NAME })]
  if (choice.kind === 'granted') {
    const granted = ownKeys(choice.purposes).filter((id) => choice.purposes[id])
    const purposes = granted.map((id) => names[id] ?? id).join(', ')
    lines.unshift(fill(my.myDeviceGranted, { purposes }))
    lines.push(fill(text.prefsConsentId, { id: choice.id }))
    if (secret) lines.push(my.myDeviceKey)
  }
  return (
    <details>
      <summary>{my.myDevice}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}
