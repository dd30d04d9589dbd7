import { useState } from 'preact/hooks'
import type { AffectedPerson, AffectedResult } from '../../contract/index.ts'
import { type Column, Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { formatNumber } from '../parts/value/format.ts'
import { Reference } from '../parts/value/reference.tsx'
import type { Answer } from '../shell/call.ts'
import { useLanguage } from '../shell/language.ts'
import { useSpeech } from '../shell/speech.ts'
import { useExplain } from '../text/explain.ts'
import { fill } from '../text/fill.ts'
import { previewAffected } from './calls.ts'
import { type BreachValues, scopesOf } from './facts.ts'
import { useTexts } from './speech.ts'

/** Shows on request who is affected by what is ticked, by reference alone. Nothing is written. */
export function AffectedPreview({
  values,
  onPeople,
}: {
  readonly values: BreachValues
  /** Takes the number of people over. */
  readonly onPeople: (people: number) => void
}) {
  const text = useTexts()
  const [answer, setAnswer] = useState<Answer<AffectedResult>>()
  const scopes = scopesOf(values)
  const look = async () => setAnswer(await previewAffected({ body: { affected: scopes } }))
  if (scopes.length === 0) return null
  return (
    <div class="preview">
      <button type="button" onClick={look}>
        {text.preview}
      </button>
      <p class="hint">{text.previewNote}</p>
      <div aria-live="polite">{answer && <Shown answer={answer} onPeople={onPeople} />}</div>
    </div>
  )
}

function Shown({
  answer,
  onPeople,
}: {
  readonly answer: Answer<AffectedResult>
  readonly onPeople: (people: number) => void
}) {
  const text = useTexts()
  const { text: shared } = useSpeech()
  const language = useLanguage()
  const explain = useExplain()
  const columns = useColumns()
  if (answer.kind !== 'right') {
    const own = { breach_too_wide: text.tooWide, invalid_body: shared.fieldInvalid }
    return <p class="wrong">{explain(answer, own)}</p>
  }
  const { total, people } = answer.value
  const number = (value: number) => formatNumber(value, language)
  return (
    <>
      <p class="acts">
        <b>{fill(text.affected, { n: number(total) })}</b>
        {total > 0 && (
          <button type="button" class="small" onClick={() => onPeople(total)}>
            {text.takePeople}
          </button>
        )}
      </p>
      <Table
        caption={fill(text.affected, { n: number(total) })}
        isCaptionSpoken
        columns={columns}
        rows={people}
        keyOf={({ dataset, ref }) => `${dataset} ${ref}`}
        empty={<Empty title={text.affectedNobody} />}
      />
      {total > people.length && (
        <p class="hint">{fill(text.affectedFirst, { n: number(people.length) })}</p>
      )}
    </>
  )
}

function useColumns(): readonly Column<AffectedPerson>[] {
  const text = useTexts()
  const sayWhether = (is: boolean) => (is ? text.yes : text.no)
  return [
    {
      id: 'ref',
      title: text.reference,
      cell: ({ ref }) => <Reference reference={ref} />,
    },
    { id: 'dataset', title: text.dataset, cell: ({ dataset }) => text[dataset] },
    { id: 'name', title: text.hasName, cell: ({ hasName }) => sayWhether(hasName) },
    { id: 'phone', title: text.hasPhone, cell: ({ hasPhone }) => sayWhether(hasPhone) },
    { id: 'blocked', title: text.isBlocked, cell: ({ isBlocked }) => sayWhether(isBlocked) },
  ]
}
