import { html } from 'hono/html'
import type { FullReceipt, SignedReceipt } from '../../../contract/index.ts'
import type { Language } from '../../../contract/words.ts'
import type { ReceiptFault } from '../../../domain/receipt/check-receipt.ts'
import type { Html, PageParts } from '../layout/page-layout.ts'
import { type ReceiptPageText, receiptPageTexts } from './receipt-page-text.ts'

const LOCALES: Readonly<Record<Language, string>> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }

/** Formats an instant in the site's time zone. */
const formatInstant = (at: string, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone },
  }).format(new Date(at))

const row = (term: string, value: Html | string): Html => html`<dt>${term}</dt><dd>${value}</dd>`

const list = (lines: readonly string[], none: string): Html | string =>
  lines.length === 0 ? none : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`

function renderFacts(receipt: FullReceipt, text: ReceiptPageText, timeZone: string): Html {
  const { controller, language } = receipt
  const nameOf = (id: string) => text.names[id] ?? id
  const isGranted = (granted: boolean) => (granted ? text.granted : text.refused)
  const choices = (of: readonly { readonly granted: boolean }[], names: readonly string[]) =>
    list(
      of.map(({ granted }, index) => `${nameOf(names[index] ?? '')}: ${isGranted(granted)}`),
      text.none,
    )
  const yesNo = (is: boolean) => (is ? text.yes : text.no)
  const at = (instant: string) => formatInstant(instant, language, timeZone)
  return html`<dl>
${row(text.number, html`<code>${receipt.id}</code>`)}
${row(text.operator, `${controller.name}, ${text.bin} ${controller.bin}`)}
${row(text.address, controller.address)}
${row(text.contact, controller.contact)}
${row(text.given, at(receipt.validFrom))}
${row(text.until, at(receipt.validUntil))}
${row(
  text.purposes,
  choices(
    receipt.purposes,
    receipt.purposes.map(({ id }) => id),
  ),
)}
${row(
  text.data,
  choices(
    receipt.data,
    receipt.data.map(({ kind }) => kind),
  ),
)}
${row(
  text.thirdParties,
  list(
    receipt.thirdParties.map(({ name, provider, country }) => `${name} (${provider}, ${country})`),
    text.none,
  ),
)}
${row(text.crossBorder, yesNo(receipt.crossBorder))}
${row(text.publicSources, yesNo(receipt.publicSources))}
${row(text.storage, receipt.storage.country)}
${row(
  text.retention,
  list(
    Object.entries(receipt.retentionDays).map(([what, days]) => `${nameOf(what)}: ${days}`),
    text.none,
  ),
)}
${row(
  text.history,
  list(
    receipt.events.map((event) => `${at(event.at)}: ${nameOf(event.state)}`),
    text.none,
  ),
)}
${row(text.withdrawal, text.withdrawalBody)}
${row(text.noticeHash, html`<code>${receipt.notice.sha256}</code>`)}
</dl>
<p><a href="/policy/${receipt.notice.version}?lang=${language}">${text.policy}</a></p>`
}

/** Builds the receipt as a page to read and print; works without JavaScript (CR-05). */
export function buildReceiptPage(
  { receipt, jws }: SignedReceipt,
  { timeZone, operator }: { readonly timeZone: string; readonly operator: string },
): PageParts {
  const text = receiptPageTexts[receipt.language]
  return {
    language: receipt.language,
    title: `${text.receipt} · ${operator}`,
    skip: text.receipt,
    masthead: html`<p>${operator}</p>`,
    isUnlisted: true,
    style: RECEIPT_STYLE,
    main: html`<article class="text receipt"><h1>${text.receipt}</h1>
${renderFacts(receipt, text, timeZone)}
<h2>${text.signature}</h2>
<p class="jws"><code>${jws}</code></p>
<p><a href="/receipt?lang=${receipt.language}">${text.check}</a></p>
</article>`,
  }
}

/** Result of a check. */
export type CheckOutcome =
  | { readonly kind: 'valid'; readonly receipt: FullReceipt }
  | { readonly kind: ReceiptFault }

function renderOutcome(outcome: CheckOutcome, text: ReceiptPageText, timeZone: string): Html {
  const words = {
    ...{ valid: text.valid, malformed: text.malformed },
    ...{ key_unknown: text.keyUnknown, altered: text.altered, doubled: text.doubled },
    ...{ more: text.more, kantara_altered: text.kantaraAltered },
  }[outcome.kind]
  return html`<p role="status" class="outcome ${outcome.kind}"><strong>${words}</strong></p>${
    outcome.kind === 'valid'
      ? html`<p>${text.checked}</p><p>${text.presentUnknown}</p>${renderFacts(outcome.receipt, text, timeZone)}`
      : ''
  }`
}

/** Builds the page on which anybody can check a receipt: a plain form, and its result below. */
export function buildCheckPage(
  language: Language,
  outcome: CheckOutcome | undefined,
  { timeZone, operator, masthead }: { timeZone: string; operator: string; masthead: Html },
): PageParts {
  const text = receiptPageTexts[language]
  return {
    language,
    title: `${text.check} · ${operator}`,
    skip: text.check,
    masthead,
    style: RECEIPT_STYLE,
    main: html`<article class="text receipt"><h1>${text.check}</h1>
${outcome ? renderOutcome(outcome, text, timeZone) : ''}
<p id="intro">${text.checkIntro}</p>
<form method="post" action="/receipt?lang=${language}">
<label for="receipt">${text.paste}</label>
<textarea id="receipt" name="receipt" rows="8" required spellcheck="false" autocomplete="off" aria-describedby="intro"></textarea>
<button type="submit">${text.submit}</button>
</form>
</article>`,
  }
}

const RECEIPT_STYLE = `
.receipt dl{display:grid;grid-template-columns:minmax(8rem,1fr) 2fr;gap:.5rem 1.5rem}
.receipt dt{font-weight:600}.receipt dd{margin:0}.receipt dd ul{margin:0;padding-inline-start:1.2em}
.receipt code{overflow-wrap:anywhere;font-size:.85em}
.receipt label{display:block;font-weight:600;margin-block:1rem .3rem}
.receipt textarea{box-sizing:border-box;inline-size:100%;font:.85rem/1.4 monospace;padding:.6rem;border:1px solid;border-radius:.5rem;background:transparent;color:inherit}
.receipt button{font:inherit;font-weight:600;margin-block-start:.8rem;padding:.7rem 1.4rem;border:1px solid;border-radius:.5rem;background:transparent;color:inherit;cursor:pointer;min-block-size:44px}
.outcome{border-inline-start:4px solid;padding:.6rem 1rem}
@media(max-width:30rem){.receipt dl{grid-template-columns:1fr;gap:.1rem}.receipt dd{margin-block-end:.7rem}}
`
