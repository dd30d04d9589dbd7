import type { PurposeId } from '../../../server/contract/index.ts'
import * as text from '../../text/kk.ts'
import { fill } from '../placeholder/fill.ts'
import type { UiHost } from '../props.ts'
import { countryIn, daysIn } from '../words.ts'

interface ConsentDetailsProps {
  readonly host: UiHost
  readonly purpose: PurposeId
}

const dataLists: Partial<Record<PurposeId, string>> = {
  analytics: text.dataListAnalytics,
  external: text.dataListExternal,
  functional: text.dataListFunctional,
}

/** The seven items of Art. 8(4) of the Law for one purpose, its services and its clause (CB-14). */
export const ConsentDetails = ({ host, purpose }: ConsentDetailsProps) => (
  <details>
    <summary>{text.prefsDetails}</summary>
    <ul>
      <li>{fill(text.prefsClause, { clause: __KELISIM_DETAILS__.clauses[purpose] ?? '' })}</li>
      {servicesOf(host, purpose)}
      {consentItems(host, purpose).map((item) => (
        <li key={item}>{item}</li>
      ))}
      {purpose === 'analytics' && (
        <li>
          {text.tableRetention}: {daysIn(host.language, __KELISIM_DETAILS__.visitDays)}
        </li>
      )}
    </ul>
  </details>
)

const servicesOf = ({ language }: UiHost, purpose: PurposeId) => {
  const services = __KELISIM_DETAILS__.services.filter((service) => service.purpose === purpose)
  if (services.length === 0) return null
  const names = services.map(
    ({ name, provider, country }) => `${name} (${provider}, ${countryIn(language, country)})`,
  )
  return (
    <li>
      {text.prefsServices} {names.join('; ')}
    </li>
  )
}

/** The statement's sentences, one by one. It is split before values are inserted, since a name may contain a full stop. */
const consentItems = ({ site, language }: UiHost, purpose: PurposeId): string[] => {
  const say = (isSo: boolean): string => (isSo ? text.valueYes : text.valueNo)
  const values = {
    operator: __KELISIM_DETAILS__.operator.name[language],
    bin: __KELISIM_DETAILS__.operator.bin,
    data: dataLists[purpose] ?? '',
    term: daysIn(language, site.choiceDays),
    thirdParties: say(__KELISIM_DETAILS__.thirdParties),
    crossBorder: say(__KELISIM_DETAILS__.crossBorder),
    public: say(__KELISIM_DETAILS__.publicSources),
  }
  const sentences = text.prefsConsentLine.match(/\S[^.]*\./g) ?? []
  return sentences.map((sentence) => fill(sentence, values))
}
