import type { Language, PolicyDraftResult, PolicySaveBody } from '../../contract/index.ts'
import type { Answer } from '../shell/call.ts'
import { saveDraft } from './calls.ts'

/** Languages of the policy, the official one first. */
export const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']

/** What is typed into the editor. */
export interface Written {
  readonly id: string
  /** Of the state that its author saw. */
  readonly revision: number
  readonly texts: Readonly<Record<Language, string>>
  readonly summary: Readonly<Record<Language, string>>
  /** Empty: not chosen. */
  readonly change: '' | 'material' | 'editorial'
  readonly effectiveOn: string
}

/** Text that is not saved. In memory only: it outlives a look at another screen and an ended session, not the tab. */
let kept: Written | undefined

const warn = (event: BeforeUnloadEvent) => event.preventDefault()

/** Keeps unsaved text; the browser warns before the tab is closed. `undefined`: there is none any more. */
export function keepWritten(written: Written | undefined): void {
  kept = written
  if (written) addEventListener('beforeunload', warn)
  else removeEventListener('beforeunload', warn)
}

/** Returns whether there is unsaved text. */
export const hasKept = (): boolean => kept !== undefined

/** Returns what a saved draft puts into the editor. */
export const writtenOf = (draft: PolicyDraftResult): Written => ({
  ...{ id: draft.id, revision: draft.revision, texts: draft.texts, summary: draft.summary },
  ...{ change: draft.change ?? '', effectiveOn: draft.effectiveOn ?? '' },
})

/** Returns the unsaved text of this draft, or what is saved. */
export const resume = (draft: PolicyDraftResult): Written =>
  kept?.id === draft.id && !draft.approval ? kept : writtenOf(draft)

const isSame = (one: Readonly<Record<Language, string>>, other: typeof one) =>
  LANGUAGES.every((language) => one[language] === other[language])

/** Returns whether the editor holds what is not saved. */
export function isUnsaved(written: Written, draft: PolicyDraftResult): boolean {
  const saved = writtenOf(draft)
  return !(
    isSame(written.texts, saved.texts) &&
    isSame(written.summary, saved.summary) &&
    written.change === saved.change &&
    written.effectiveOn === saved.effectiveOn
  )
}

/** Bytes of texts that go into one request together, well below what the server takes. */
const TOGETHER = 48_000

/** Saves what changed; where the texts are too long for one request, one language after the other. */
export async function saveWritten(
  written: Written,
  draft: PolicyDraftResult,
): Promise<Answer<PolicyDraftResult>> {
  const changed = LANGUAGES.filter((language) => written.texts[language] !== draft.texts[language])
  const bytes = new TextEncoder().encode(changed.map((one) => written.texts[one]).join('')).length
  const [first = [], ...more] = bytes < TOGETHER ? [changed] : changed.map((one) => [one])
  let { revision } = written
  const save = async (languages: readonly Language[]) => {
    const texts = Object.fromEntries(languages.map((one) => [one, written.texts[one]]))
    const body: PolicySaveBody = {
      ...{ id: written.id, revision, texts, summary: written.summary },
      change: written.change || null,
      effectiveOn: written.effectiveOn || null,
    }
    const answer = await saveDraft({ body })
    if (answer.kind === 'right') revision = answer.value.revision
    return answer
  }
  let answer = await save(first)
  for (const languages of more) {
    if (answer.kind !== 'right') return answer
    answer = await save(languages)
  }
  return answer
}
