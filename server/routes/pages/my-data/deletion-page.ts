import { html } from 'hono/html'
import type { DeletionResult } from '../../../contract/index.ts'
import type { Language } from '../../../contract/words.ts'
import type { Html } from '../layout/page-layout.ts'
import { fillText, formatDay } from '../layout/page-text.ts'
import { renderForm } from './find-page.ts'
import { carryHolder, type Holder } from './holder.ts'
import type { MyDataText } from './my-data-text.ts'

interface Words {
  readonly language: Language
  readonly text: MyDataText
}

type Keeps = DeletionResult['keeps']

const sayList = (said: string, items: readonly string[], text: MyDataText): string =>
  fillText(said, { list: items.join('; ') || text.nothing })

/** Returns what is kept, each with the reason and the day on which that ends. */
function sayKept(keeps: Keeps, { language, text }: Words): string {
  const reasons = { proof_of_consent: text.keptProof, legal_hold: text.keptLaw } as const
  const kept = keeps.map(({ what, reason, untilOn }) => {
    const until = untilOn === undefined ? '' : `${formatDay(untilOn, language)}: `
    return `${text[what]} (${until}${reasons[reason]})`
  })
  return sayList(text.actKeeps, kept, text)
}

/** Shows what would be deleted and kept, and why, and asks for confirmation (DS-13). */
export function renderDeletion(
  { deletes, keeps, confirm }: DeletionResult,
  holder: Holder,
  { language, text }: Words,
): Html {
  const gone = deletes.map(({ category, count }) => `${text[category]} (${count})`)
  return html`<p><strong>${text.actDeleteConfirm}</strong></p>
<p>${sayList(text.actDeletes, gone, text)}</p>
<p>${sayKept(keeps, { language, text })}</p>
<div class="acts">${renderForm(
    language,
    'delete',
    html`${carryHolder(holder)}
<input type="hidden" name="confirm" value="${confirm}">
<button type="submit">${text.actDeleteYes}</button>`,
  )}
${renderForm(
  language,
  'show',
  html`${carryHolder(holder)}
<button type="submit">${text.actCancel}</button>`,
)}</div>`
}

/** Shows that it was done, and under which number; and what a legal hold keeps, if anything. */
export function renderDeleted(
  { number, keeps }: { readonly number: string; readonly keeps: Keeps },
  words: Words,
): Html {
  const { text } = words
  const isPart = keeps.some(({ reason }) => reason === 'legal_hold')
  const said = fillText(isPart ? text.myDeletedPart : text.myDeleted, { id: number })
  return html`<p role="status"><strong>${said}</strong></p>
<p>${isPart ? sayKept(keeps, words) : text.myDeletedKeep}</p>`
}
