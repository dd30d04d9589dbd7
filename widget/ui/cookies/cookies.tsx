import type {
  Language,
  PurposeId,
  SiteDetails,
  WidgetSite,
} from '../../../server/contract/index.ts'
import * as text from '../../text/kk.ts'
import { fill } from '../placeholder/fill.ts'
import { purposeNames } from '../settings/purpose-names.ts'
import { countryIn, daysIn } from '../words.ts'

type Service = SiteDetails['services'][number]

/** Props of the lists. */
export interface CookiesProps {
  readonly language: Language
  readonly site: WidgetSite
}

/** What the widget itself stores: the choice, and unsent entries. */
const own = () => [`kelisim-${__KELISIM_DETAILS__.owner}`, 'kelisim-waiting']

const [NECESSARY] = purposeNames.necessary

const nameOf = ({ name, provider, country }: Service, language: Language) =>
  `${name} (${provider}, ${countryIn(language, country)})`

/** Lists what is stored in the browser and who processes data, as a plain table and list styled by the page. */
export const Cookies = (props: CookiesProps) => (
  <div lang={props.language} dir="ltr">
    {/* On a phone the table is wider than the page, which must not scroll for it: it scrolls by itself, by keyboard too. */}
    {/* biome-ignore lint/a11y/useSemanticElements: a `section` is one more that a page may count */}
    <div tabindex={0} style="overflow-x:auto" role="region" aria-label={text.cookiesTitle}>
      {table(props)}
    </div>
    <ul>
      {['necessary' as const, ...props.site.purposes].map((id) => purpose(id, props.language))}
    </ul>
  </div>
)

const table = ({ language, site }: CookiesProps) => {
  const row = (name: string, purpose: string, days: number, provider: string) => (
    <tr>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td>{purpose}</td>
      <td>{days ? daysIn(language, days) : text.tableUntilClosed}</td>
      <td>{provider}</td>
    </tr>
  )
  const headings = [text.tableName, text.tablePurpose, text.tableRetention, text.tableProvider]
  return (
    <table>
      <caption>{text.cookiesTitle}</caption>
      <thead>
        <tr>
          {headings.map((label) => (
            <th scope="col">{label}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {own().map((name) => row(name, NECESSARY, site.choiceDays, text.tableThisSite))}
        {__KELISIM_DETAILS__.siteCookies.map(({ name, days, purpose }) =>
          row(name, `${NECESSARY}: ${purpose[language]}`, days, text.tableThisSite),
        )}
        {__KELISIM_DETAILS__.services.flatMap((service) =>
          service.cookies.map(({ name, days }) =>
            row(name, purposeNames[service.purpose][0], days, nameOf(service, language)),
          ),
        )}
      </tbody>
    </table>
  )
}

/** Returns a purpose with its clause of the policy and its recipients, if any. */
const purpose = (id: PurposeId, language: Language) => {
  const clause = __KELISIM_DETAILS__.clauses[id]
  const services = __KELISIM_DETAILS__.services.filter((service) => service.purpose === id)
  const names = services.map((service) => nameOf(service, language))
  return (
    <li>
      <strong>{purposeNames[id][0]}</strong>
      {` ${purposeNames[id][1]} `}
      {clause && `${fill(text.prefsClause, { clause })}. `}
      {names.length > 0 && `${text.prefsServices} ${names.join('; ')}.`}
    </li>
  )
}
