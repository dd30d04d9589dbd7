import type { PurposeId, SiteDetails } from '../../../server/contract/index.ts'
import type { Part } from '../../context.ts'
import * as text from '../../text/kk.ts'
import { fill } from '../placeholder/fill.ts'
import { element } from '../root/element.ts'
import { protect } from '../root/protect.ts'
import { adoptSheet } from '../root/sheet.ts'
import { purposeNames } from '../settings/purpose-names.ts'
import { countryIn, daysIn } from '../words.ts'

type Service = SiteDetails['services'][number]

/** What the widget itself keeps: the choice, and what could not be told to the server yet. */
const OWN = [`kelisim-${__KELISIM_DETAILS__.owner}`, 'kelisim-waiting']

const [NECESSARY] = purposeNames.necessary

/** Room between columns where the page gives none. Without a final `;` nothing of it is important: any rule of the page wins. */
const QUIET =
  ':where([data-kelisim=cookies]) :is(th,td){padding:.3em 1em .3em 0}:where([data-kelisim=cookies]) :is(th,td,caption){text-align:start}'

/**
 * Fills `<div data-kelisim="cookies">` with what is kept in the browser and who processes data, from the site's
 * configuration, as plain tables and lists that the page's own style dresses. Each place is filled once.
 */
export const create: Part['create'] = ({ language, site }) => {
  adoptSheet(protect(QUIET))
  const filled = new WeakSet<Element>()
  const term = (days: number) => (days ? daysIn(language, days) : text.tableUntilClosed)
  const row = (name: string, purpose: string, days: number, provider: string) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, element('code', {}, name)),
      element('td', {}, purpose),
      element('td', {}, term(days)),
      element('td', {}, provider),
    )
  const providerOf = ({ name, provider, country }: Service) =>
    `${name} (${provider}, ${countryIn(language, country)})`
  const createTable = () =>
    element(
      'table',
      {},
      element('caption', {}, text.cookiesTitle),
      element('thead', {}, element('tr', {}, ...headings())),
      element(
        'tbody',
        {},
        ...OWN.map((name) => row(name, NECESSARY, site.choiceDays, text.tableThisSite)),
        ...__KELISIM_DETAILS__.siteCookies.map(({ name, days, purpose }) =>
          row(name, `${NECESSARY}: ${purpose[language]}`, days, text.tableThisSite),
        ),
        ...__KELISIM_DETAILS__.services.flatMap((service) =>
          service.cookies.map(({ name, days }) =>
            row(name, purposeNames[service.purpose][0], days, providerOf(service)),
          ),
        ),
      ),
    )
  const createPurpose = (id: PurposeId) =>
    element(
      'li',
      {},
      element('strong', {}, purposeNames[id][0]),
      ` ${purposeNames[id][1]} `,
      ...describe(id, providerOf),
    )
  return (find) => {
    for (const place of find('div[data-kelisim=cookies]')) {
      if (filled.has(place)) continue
      filled.add(place)
      const purposes = ['necessary' as const, ...site.purposes]
      const list = element('ul', {}, ...purposes.map(createPurpose))
      place.replaceChildren(
        element('div', { lang: language, dir: 'ltr' }, scroller(createTable()), list),
      )
    }
  }
}

/** On a phone the table is wider than the page, which must not scroll for it: it scrolls by itself, by keyboard too. */
function scroller(table: HTMLElement): HTMLElement {
  const box = element('div', { tabIndex: 0 }, table)
  box.style.overflowX = 'auto'
  box.setAttribute('role', 'region')
  box.setAttribute('aria-label', text.cookiesTitle)
  return box
}

const headings = () =>
  [text.tableName, text.tablePurpose, text.tableRetention, text.tableProvider].map((label) =>
    element('th', { scope: 'col' }, label),
  )

/** Clause of the policy and recipients of one purpose, where it has them. */
function describe(id: PurposeId, providerOf: (service: Service) => string): string[] {
  const clause = __KELISIM_DETAILS__.clauses[id]
  const services = __KELISIM_DETAILS__.services.filter(({ purpose }) => purpose === id)
  return [
    clause ? `${fill(text.prefsClause, { clause })}. ` : '',
    services.length ? `${text.prefsServices} ${services.map(providerOf).join('; ')}.` : '',
  ]
}
