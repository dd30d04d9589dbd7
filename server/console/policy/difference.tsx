import { useState } from 'preact/hooks'
import type { Language, PolicyDifferenceResult, PolicyDraftResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { fill } from '../text/fill.ts'
import { compareDraft } from './calls.ts'
import { LanguageChoice } from './language-choice.tsx'
import { usePolicySpeech } from './speech.ts'

type Paragraph = PolicyDifferenceResult['paragraphs'][number]

/** What the saved version adds to the one in force and takes from it, asked for when it is opened. */
export function Difference({ draft }: { readonly draft: PolicyDraftResult }) {
  const { text } = usePolicySpeech()
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <Compared revision={draft.revision} />
  return (
    <button type="button" onClick={() => setOpen(true)}>
      {text.showDifference}
    </button>
  )
}

function Compared({ revision }: { readonly revision: number }) {
  const own = usePolicySpeech()
  const { text } = own
  const [of, setOf] = useState<Language>(own.language)
  const awaited = useAnswer(() => compareDraft({ query: { lang: of } }), `${of} ${revision}`)
  return (
    <>
      <LanguageChoice current={of} onChoose={setOf} />
      <Answered awaited={awaited}>
        {({ since, isWhole, paragraphs }) => (
          <div class="policy-difference">
            <p class="hint">{fill(text.differenceSaved, { version: since })}</p>
            {!isWhole && <p class="hint">{text.tooDifferent}</p>}
            {paragraphs.every(({ kind }) => kind === 'same') && <p>{text.noDifference}</p>}
            <Paragraphs paragraphs={paragraphs} of={of} />
          </div>
        )}
      </Answered>
    </>
  )
}

/** Unchanged paragraphs are counted, not shown. */
function fold(paragraphs: readonly Paragraph[]): readonly (Paragraph | number)[] {
  const folded: (Paragraph | number)[] = []
  for (const paragraph of paragraphs) {
    const last = folded.at(-1)
    if (paragraph.kind !== 'same') folded.push(paragraph)
    else if (typeof last === 'number') folded[folded.length - 1] = last + 1
    else folded.push(1)
  }
  return folded
}

function Paragraphs({
  paragraphs,
  of,
}: {
  readonly paragraphs: readonly Paragraph[]
  readonly of: Language
}) {
  const { text } = usePolicySpeech()
  const titles = { added: text.added, removed: text.removed, altered: text.altered, same: '' }
  return (
    <>
      {fold(paragraphs).map((one, index) =>
        typeof one === 'number' ? (
          <p key={String(index)} class="hint">
            {fill(text.same, { n: one })}
          </p>
        ) : (
          <div key={String(index)} class="change">
            <p class="hint">{titles[one.kind]}</p>
            <p lang={of}>
              {one.runs.map((run, at) => (
                <Run key={String(at)} kind={run.kind} words={run.text} />
              ))}
            </p>
          </div>
        ),
      )}
    </>
  )
}

/** The marks are text, so that colour says nothing that they do not. */
function Run({
  kind,
  words,
}: {
  readonly kind: 'same' | 'added' | 'removed'
  readonly words: string
}) {
  if (kind === 'added') return <ins>[+{words}+]</ins>
  if (kind === 'removed') return <del>[−{words}−]</del>
  return <>{words}</>
}
