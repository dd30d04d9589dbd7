import type { SiteResult } from '../../contract/index.ts'
import { Table } from '../parts/list/table.tsx'
import { Empty, Notice } from '../parts/notice.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatCountry, formatDay, formatNumber } from '../parts/value/format.ts'
import { languageNames } from '../shell/language.ts'
import { useSite } from '../shell/site.ts'
import { type Speech, useSpeech } from '../shell/speech.ts'
import { fill } from '../text/fill.ts'
import { useTexts } from './speech.ts'
import type { SiteTexts } from './text/kk.ts'

const HOME = 'KZ'

/** What is wrong with the settings, each with what to do. */
function listWrong(site: SiteResult, text: SiteTexts, { language }: Pick<Speech, 'language'>) {
  const nameOf = (code: string) => formatCountry(code, language)
  return [
    site.operator.responsible ? '' : text.noResponsible,
    site.storageCountry === HOME ? '' : fill(text.abroad, { country: nameOf(site.storageCountry) }),
    site.purposes.length > 0 ? '' : text.noPublicPurpose,
    ...site.services
      .filter(({ country }) => country !== HOME)
      .map(({ name, country }) => fill(text.serviceAbroad, { name, country: nameOf(country) })),
  ].filter(Boolean)
}

/** What is wrong with the settings. */
export function Wrong() {
  const text = useTexts()
  const speech = useSpeech()
  const wrong = listWrong(useSite(), text, speech)
  return (
    <Panel title={text.wrongTitle}>
      {wrong.length === 0 && <Notice kind="good">{text.nothingWrong}</Notice>}
      {wrong.map((problem) => (
        <Notice key={problem} kind="attention">
          {problem}
        </Notice>
      ))}
    </Panel>
  )
}

/** Purposes on offer, and the services that they let in. */
export function Asked() {
  const text = useTexts()
  const { language } = useSpeech()
  const { purposes, services } = useSite()
  const cookieOf = ({ name, days }: { readonly name: string; readonly days: number }) =>
    days === 0 ? fill(text.session, { name }) : fill(text.days, { name, n: days })
  return (
    <Panel title={text.askedTitle}>
      <Table
        caption={text.askedTitle}
        isCaptionSpoken
        rows={purposes}
        keyOf={({ id }) => id}
        empty={null}
        columns={[
          { id: 'purpose', title: text.purpose, cell: ({ id }) => text[id] },
          { id: 'clause', title: text.clause, cell: ({ policyClause }) => policyClause },
        ]}
      />
      <Table
        caption={text.servicesTitle}
        rows={services}
        keyOf={({ id }) => id}
        empty={
          <Empty title={text.noServices}>
            <p>{text.noServicesText}</p>
          </Empty>
        }
        columns={[
          { id: 'service', title: text.service, cell: ({ name }) => name },
          { id: 'provider', title: text.provider, cell: ({ provider }) => provider },
          {
            id: 'country',
            title: text.country,
            cell: ({ country }) => formatCountry(country, language),
          },
          { id: 'purpose', title: text.purpose, cell: ({ purpose }) => text[purpose] },
          {
            ...{ id: 'cookies', title: text.cookies },
            cell: ({ cookies }) => cookies.map(cookieOf).join('; ') || text.noCookies,
          },
        ]}
      />
    </Panel>
  )
}

/** The settings that visitors and the law depend on. */
export function Settings() {
  const text = useTexts()
  const { language } = useSpeech()
  const site = useSite()
  const days = (n: number) => fill(text.nDays, { n: formatNumber(n, language) })
  const { operator, siteCookies } = site
  return (
    <Panel title={text.factsTitle}>
      <Facts
        facts={[
          { name: text.operator, value: operator.name[language] },
          { name: text.bin, value: operator.bin },
          { name: text.responsible, value: operator.responsible?.name[language] ?? '–' },
          { name: text.policyVersion, value: formatDay(site.policyVersion, language) },
          {
            name: text.languages,
            value: site.languages.map((one) => languageNames[one]).join(', '),
          },
          { name: text.choiceDays, value: days(site.choiceDays) },
          { name: text.messageDays, value: days(site.messageDays) },
          { name: text.storageCountry, value: formatCountry(site.storageCountry, language) },
          { name: text.timeZone, value: site.timeZone },
          {
            name: text.siteCookies,
            value: siteCookies.map(({ name }) => name).join(', ') || text.noCookies,
          },
          {
            name: text.lists,
            value: (
              <>
                <a href={`/personal-data-list?lang=${language}`} target="_blank" rel="noopener">
                  {text.personalDataList}
                </a>
                {', '}
                <a href={`/cookies?lang=${language}`} target="_blank" rel="noopener">
                  {text.cookieList}
                </a>
              </>
            ),
          },
        ]}
      />
    </Panel>
  )
}
