import type { DataKindId, DataKinds } from '../../../server/contract/index.ts'
import * as text from '../../text/kk.ts'
import { Entry } from '../dialog/entry.tsx'
import { sameGrants } from '../grants.ts'
import { fill } from '../placeholder/fill.ts'
import type { UiHost } from '../props.ts'
import { daysIn } from '../words.ts'

interface DataKindsProps {
  readonly host: UiHost
  readonly kinds: DataKinds
  onChange(kinds: DataKinds): void
}

/** Switches of the data kinds for statistics; each is off until it is switched on. */
export const DataKindSwitches = ({ host, kinds, onChange }: DataKindsProps) => {
  const ipTerm = daysIn(host.language, __KELISIM_DETAILS__.ipFullDays)
  const entries: [DataKindId, string, string][] = [
    ['ip', text.dataIp, fill(text.dataIpDesc, { term: ipTerm })],
    ['browser', text.dataBrowser, text.dataBrowserDesc],
    ['visit_time', text.dataVisitTime, text.dataVisitTimeDesc],
    ['visitor_cookie', text.dataVisitorCookie, text.dataVisitorCookieDesc],
  ]
  return (
    <fieldset>
      <legend>{text.dataTitle}</legend>
      <p>{text.dataNone}</p>
      <ul>
        {entries.map(([id, name, description]) => (
          <Entry
            key={id}
            id={id}
            texts={[name, description]}
            isOn={kinds[id]}
            onToggle={() => onChange({ ...kinds, [id]: !kinds[id] })}
          />
        ))}
      </ul>
      <button type="button" onClick={() => onChange(sameGrants(host.site, true).dataKinds)}>
        {text.dataAll}
      </button>
    </fieldset>
  )
}
