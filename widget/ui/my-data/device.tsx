import * as my from '../../text/kk/my-data.ts'
import * as text from '../../text/kk.ts'
import { fill } from '../fill.ts'
import type { UiHost } from '../props.ts'
import { dateIn } from './dates.ts'

/** The one name under which the widget keeps anything. */
const NAME = 'kelisim'

const names: Readonly<Record<string, string>> = {
  functional: text.catFunctionalName,
  analytics: text.catAnalyticsName,
  external: text.catExternalName,
}

/** What this device holds, read from the device: it needs no server. */
export const Device = ({ host }: { readonly host: UiHost }) => (
  <section aria-labelledby="kelisim-my-device">
    <h3 id="kelisim-my-device">{my.myDevice}</h3>
    <ul>
      {describeDevice(host).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </section>
)

function describeDevice(host: UiHost): string[] {
  const { saved, stale } = host.remembered()
  const { choice, secret } = saved ?? stale ?? {}
  if (!choice) return [my.myDeviceNone]
  const place = fill(my.myDevicePlace, { name: NAME })
  if (choice.kind === 'refused') {
    return [fill(my.myDeviceRefused, { date: dateIn(host.language, choice.day) }), place]
  }
  const granted = Object.keys(choice.purposes).filter((id) => choice.purposes[id])
  return [
    fill(my.myDeviceGranted, {
      purposes: granted.map((id) => names[id] ?? id).join(', '),
      date: dateIn(host.language, choice.expiresOn),
    }),
    fill(text.prefsConsentId, { id: choice.id }),
    place,
    ...(secret ? [my.myDeviceKey] : []),
    ...(choice.isConfirmed ? [] : [my.myDeviceWaiting]),
  ]
}
