import { html } from 'hono/html'
import type { DeletionResult } from '../../../contract/index.ts'
import type { Language } from '../../../contract/words.ts'
import type { Html } from '../page-layout.ts'
import { fillText, formatDay } from '../page-text.ts'
import { renderForm } from './find-page.ts'
import { carryHolder, type Holder } from './holder.ts'
import type { MyDataText } from './text.ts'

/** Says what would go and what would stay, and why, and asks once more (DS-13). */
export function renderDeletion(
  { deletes, keeps, confirm }: DeletionResult,
  holder: Holder,
  { language, text }: { readonly language: Language; readonly text: MyDataText },
): Html {
  const reasons = { proof_of_consent: text.keptProof, legal_hold: text.keptLaw } as const
  const gone = deletes.map(({ category, count }) => `${text[category]} (${count})`)
  const kept = keeps.map(({ what, reason, untilOn }) => {
    const until = untilOn === undefined ? '' : `${formatDay(untilOn, language)}: `
    return `${text[what]} (${until}${reasons[reason]})`
  })
  const list = (items: readonly string[]) => ({ list: items.join('; ') || text.nothing })
  return html`<p><strong>${text.actDeleteConfirm}</strong></p>
<p>${fillText(text.actDeletes, list(gone))}</p>
<p>${fillText(text.actKeeps, list(kept))}</p>
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

/** Says that it was done, and under which number. */
export const renderDeleted = (number: string, text: MyDataText): Html =>
  html`<p role="status"><strong>${fillText(text.myDeleted, { id: number })}</strong></p>
<p>${text.myDeletedKeep}</p>`
