import { html } from 'hono/html'
import type { SiteConfig } from '../../../config/site/site-config.ts'
import type { SiteCookie, SiteService } from '../../../contract/index.ts'
import type { Language } from '../../../contract/words.ts'
import { type DeviceKey, listDeviceKeys } from '../../../domain/processing/device-keys.ts'
import {
  listProcessing,
  type Processing,
  type StatedPeriod,
} from '../../../domain/processing/processing.ts'
import { renderMasthead } from '../layout/masthead.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import { pageTexts } from '../layout/page-text.ts'
import { myDataTexts } from '../my-data/text.ts'
import { requestPageTexts } from '../request/request-page-text.ts'
import type { ProcessingText } from './processing-text.ts'
import { PROCESSING_STYLE } from './style.ts'
import { processingTexts } from './text.ts'
import { clauseIn, countryIn, periodIn } from './words.ts'

/** Data shared by all entries of the page. */
interface Surroundings {
  readonly site: SiteConfig
  readonly language: Language
  readonly text: ProcessingText
}

/** Builds the list of everything that is stored on a device and all data processing, from the configuration (PO-07). */
export function buildCookiesPage(site: SiteConfig, language: Language, owner: string): PageParts {
  const text = processingTexts[language]
  const around = { site, language, text }
  const operator = site.operator.name
  return {
    language,
    title: `${text.title} · ${operator[language]}`,
    skip: pageTexts[language].skip,
    masthead: renderMasthead(operator, language, pageTexts[language]),
    style: PROCESSING_STYLE,
    main: html`<div class="processing">
<h1>${text.title}</h1>
<p class="facts"><a href="/policy?lang=${language}">${pageTexts[language].policy}</a> <a href="/personal-data-list?lang=${language}">${text.listTitle}</a> <a href="/my-data?lang=${language}">${myDataTexts[language].myTitle}</a> <a href="/request?lang=${language}">${requestPageTexts[language].title}</a></p>
<p class="measure">${text.intro}</p>
<h2 id="device">${text.device}</h2>
<p class="measure">${text.beforeChoice}</p>
${listDeviceKeys(site, owner).map((key) => renderKey(key, around))}
${site.siteCookies.map((cookie) => renderSiteCookie(cookie, around))}
<h2 id="processing">${text.processing}</h2>
${listProcessing(site).map((one) => renderProcessing(one, around))}
<h2 id="services">${text.services}</h2>
${site.services.length === 0 ? html`<p class="measure">${text.noServices}</p>` : ''}
${site.services.map((service) => renderService(service, around))}
</div>`,
  }
}

const row = (name: string, value: Html | string): Html => html`
<dt>${name}</dt><dd>${value}</dd>`

function renderKey(key: DeviceKey, { site, language, text }: Surroundings): Html {
  const { fields } = text
  const dataNames = key.id === 'choice' || key.id === 'outbox' ? text.dataNames.choice : text.nobody
  return html`<section class="entry"><h3><code>${key.name}</code></h3>
<p>${text.keys[key.id]}${key.isForStaff ? ` ${text.staffOnly}` : ''}</p>
<dl>${row(fields.where, key.places.join(', '))}
${row(fields.purpose, clauseIn(language, key.purposeClause, text.clauses))}
${row(fields.ground, clauseIn(language, key.ground, text.grounds))}
${row(fields.data, key.id === 'key' ? text.dataNames.choice : dataNames)}
${row(fields.period, periodIn(language, key.period, text))}
${row(fields.who, site.operator.name[language])}
${row(fields.country, countryIn(language, site.storageCountry))}
</dl></section>
`
}

/** Renders a cookie of the site's own, as described by the school. */
function renderSiteCookie(cookie: SiteCookie, { site, language, text }: Surroundings): Html {
  const { fields } = text
  const period: StatedPeriod =
    cookie.days > 0 ? { kind: 'days', days: cookie.days } : { kind: 'untilClosed' }
  return html`<section class="entry"><h3><code>${cookie.name}</code></h3>
<p>${cookie.purpose[language]}</p>
<dl>${row(fields.where, 'cookie')}
${row(fields.purpose, clauseIn(language, '4.1(8)', text.clauses))}
${row(fields.ground, clauseIn(language, '5.1(5)', text.grounds))}
${row(fields.period, periodIn(language, period, text))}
${row(fields.who, site.operator.name[language])}
${row(fields.country, countryIn(language, site.storageCountry))}
</dl></section>
`
}

function renderProcessing(one: Processing, { site, language, text }: Surroundings): Html {
  const { fields } = text
  const who = [
    site.operator.name[language],
    ...one.services.map(({ name, provider }) => `${name} (${provider})`),
  ]
  const countries = new Set([site.storageCountry, ...one.services.map(({ country }) => country)])
  return html`<section class="entry"><h3>${text.activities[one.id]}</h3>
<dl>${row(fields.purpose, clauseIn(language, one.purposeClause, text.clauses))}
${row(fields.ground, clauseIn(language, one.ground, text.grounds))}
${row(fields.data, one.data.length > 0 ? one.data.map((id) => text.dataNames[id]).join('; ') : text.nobody)}
${row(fields.period, one.periods.map((period) => periodIn(language, period, text)).join('; '))}
${row(fields.who, who.join('; '))}
${row(fields.country, [...countries].map((code) => countryIn(language, code)).join(', '))}
</dl></section>
`
}

function renderService(service: SiteService, { site, language, text }: Surroundings): Html {
  const { fields } = text
  const purpose = site.purposes.find(({ id }) => id === service.purpose)
  return html`<section class="entry"><h3>${service.name}</h3>
<dl>${row(text.provider, service.provider)}
${row(fields.country, countryIn(language, service.country))}
${row(fields.purpose, purpose ? clauseIn(language, purpose.policyClause, text.clauses) : '–')}
${row(fields.ground, clauseIn(language, '5.1(1)', text.grounds))}
</dl></section>
`
}
