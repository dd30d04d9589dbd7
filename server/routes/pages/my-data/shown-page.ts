import { html } from 'hono/html'
import type { MeResult } from '../../../contract/index.ts'
import type { Language } from '../../../contract/words.ts'
import { dayOf } from '../../../domain/calendar/day.ts'
import type { Html } from '../layout/page-layout.ts'
import { fillText, formatDay } from '../layout/page-text.ts'
import { daysIn } from '../processing/words.ts'
import { renderForm } from './find-page.ts'
import { carryHolder, type Holder } from './holder.ts'
import type { MyDataText } from './my-data-text.ts'

/** The data to show, with their texts. */
export interface Shown {
  readonly me: MeResult
  readonly holder: Holder
  readonly language: Language
  readonly text: MyDataText
  readonly timeZone: string
}

type Purpose = MeResult['purposes'][number]

const namesOf = (text: MyDataText): Readonly<Record<string, string>> => ({
  functional: text.purposeFunctional,
  analytics: text.purposeAnalytics,
  external: text.purposeExternal,
  contact: text.purposeContact,
})

const categoriesOf = (text: MyDataText) => ({
  consents: text.categoryConsents,
  visits: text.categoryVisits,
  messages: text.categoryMessages,
  requests: text.categoryRequests,
})

const startsOf = (text: MyDataText) => ({
  end_of_consent: text.fromEndOfConsent,
  visit: text.fromVisit,
  sending: text.fromSending,
  answer: text.fromAnswer,
})

const row = (name: string, lines: readonly string[]): Html =>
  html`<dt>${name}</dt>${lines.map((line) => html`<dd>${line}</dd>`)}
`

/** The source of access: the choice on this device, or the opened messages. */
function renderOrigin({ me, holder, language, text, timeZone }: Shown): Html {
  if (holder.kind === 'typed') {
    const references = me.messages.map(({ reference }) => reference)
    return references.length > 0 ? row(text.myReference, [references.join(', ')]) : html``
  }
  const [consent] = me.consents
  const date = consent && formatDay(dayOf(Date.parse(consent.validUntil), timeZone), language)
  return row(text.myHere, [date ? fillText(text.myHereGranted, { date }) : text.myHereNone])
}

/** Returns the purposes of every consent shown, each once: granted if any consent grants it. */
function purposesOf({ purposes }: MeResult): readonly Purpose[] {
  const ids = [...new Set(purposes.map(({ purpose }) => purpose))]
  return ids.flatMap((id) => {
    const all = purposes.filter(({ purpose }) => purpose === id)
    return (
      all.find((one) => one.isGranted && !one.isRestricted) ??
      all.find((one) => one.isGranted) ??
      all[0] ??
      []
    )
  })
}

/** Five lines: source, data, purpose, retention period, recipients. */
function renderLines(shown: Shown): Html {
  const { me, language, text } = shown
  const categories = categoriesOf(text)
  const counts = me.data.map(({ category, count }) => `${categories[category]} (${count})`)
  const granted = purposesOf(me).filter(({ isGranted }) => isGranted)
  const names = granted.map(({ purpose }) => namesOf(text)[purpose] ?? purpose)
  const terms = me.terms.map(({ category, days, from }) =>
    fillText(text.termLine, {
      category: categories[category],
      days: daysIn(language, days),
      from: startsOf(text)[from],
    }),
  )
  const receivers = [
    ...me.recipients.map(({ name, provider }) => `${name} (${provider})`),
    ...new Set(me.disclosures.map(({ recipient }) => recipient)),
  ]
  return html`<dl class="short">
${renderOrigin(shown)}${row(text.mySchool, [counts.join(', ')])}${row(text.heldFor, [
  names.join(', ') || text.heldForNone,
])}${row(text.heldUntil, terms)}${row(text.heldWho, [receivers.join(', ') || text.heldNobody])}</dl>`
}

const act = ({ holder, language }: Shown, name: string, main: Html): Html =>
  renderForm(
    language,
    name,
    html`${carryHolder(holder)}
${main}`,
  )

function renderPurposes(shown: Shown): Html {
  const { me, text } = shown
  const stateOf = ({ isGranted, isRestricted }: Purpose): string => {
    if (!isGranted) return text.purposeRefused
    return isRestricted ? text.purposeStopped : text.purposeGranted
  }
  return html`<h2>${text.heldPurposes}</h2>
<ul class="purposes">${purposesOf(me).map((one) => {
    const name = namesOf(text)[one.purpose] ?? one.purpose
    const button = html`<input type="hidden" name="purpose" value="${one.purpose}">
<button type="submit">${fillText(text.purposeWithdraw, { purpose: name })}</button>`
    return html`<li><strong>${name}</strong>: ${stateOf(one)}${
      one.isGranted ? act(shown, 'withdraw', button) : ''
    }</li>`
  })}</ul>`
}

/** Blocks everything, or lifts the block (DS-04). */
function renderBlock(shown: Shown, isBlocked: boolean): Html {
  const { text } = shown
  if (!isBlocked)
    return html`<p>${text.actBlockHint}</p>
${act(shown, 'block', html`<button type="submit">${text.actBlock}</button>`)}`
  return html`<p>${text.actUnblockHint}</p>
${act(
  shown,
  'lift',
  html`<label for="reason">${text.actReason}</label>
<select id="reason" name="reason"><option value="person_agrees">${text.actAgree}</option><option value="data_corrected">${text.actCorrected}</option></select>
<button type="submit">${text.actUnblock}</button>`,
)}`
}

/** Shows the data and the actions: copy, stop, withdraw, delete. */
export function renderShown(shown: Shown): Html {
  const { me, text } = shown
  const isBlocked = me.restrictions.some((one) => one.isBlocked)
  const copies = [
    ['page', text.actPage],
    ['json', text.actJson],
  ] as const
  return html`<h2>${text.myShort}</h2>
${renderLines(shown)}
${isBlocked ? html`<p><strong>${text.heldAll}</strong></p>` : ''}
<p class="ways"><a href="#copy">${text.actCopy}</a> <a href="#stop">${text.actStop}</a> <a href="#delete">${text.actDelete}</a></p>
<h2 id="copy">${text.actCopy}</h2>
<p>${text.actExportHint}</p>
<div class="acts">${copies.map(([format, label]) =>
    act(
      shown,
      'copy',
      html`<input type="hidden" name="format" value="${format}"><button type="submit">${label}</button>`,
    ),
  )}</div>
<h2 id="stop">${text.actStop}</h2>
${renderBlock(shown, isBlocked)}
${
  me.purposes.some(({ isGranted }) => isGranted)
    ? html`<p>${text.actWithdrawHint}</p>
${act(shown, 'withdraw', html`<button type="submit">${text.actWithdraw}</button>`)}
${renderPurposes(shown)}`
    : ''
}
<h2 id="delete">${text.actDelete}</h2>
${act(shown, 'delete', html`<button type="submit">${text.actDelete}…</button>`)}`
}
