import type { RetentionResult } from '../../contract/index.ts'
import { Table } from '../parts/list/table.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatNumber } from '../parts/value/format.ts'
import { useSpeech } from '../shell/speech.ts'
import { fill } from '../text/fill.ts'
import { nameOfClass } from './class-name.ts'
import { useTexts } from './speech.ts'

type Rule = RetentionResult['classes'][number]

/** Every class of data with its period, ground and end. */
export function Schedule({ classes }: { readonly classes: readonly Rule[] }) {
  const text = useTexts()
  const { language } = useSpeech()
  const number = (value: number) => formatNumber(value, language)
  const termOf = ({ figure }: Rule) =>
    figure === null ? text.asLongAs : fill(text[figure.unit], { n: number(figure.length) })
  return (
    <Panel title={text.scheduleTitle}>
      <Table
        caption={text.scheduleTitle}
        isCaptionSpoken
        rows={classes}
        keyOf={({ dataClass }) => dataClass}
        empty={null}
        columns={[
          {
            id: 'class',
            title: text.dataClass,
            cell: ({ dataClass }) => nameOfClass(dataClass, text),
          },
          { id: 'term', title: text.term, cell: termOf },
          { id: 'ground', title: text.ground, cell: ({ ground }) => ground },
          { id: 'end', title: text.atEnd, cell: ({ atEnd }) => text[`end_${atEnd}`] },
          {
            ...{ id: 'due', title: text.due, isNumber: true },
            cell: ({ due }) => (due === null ? text.notCounted : number(due)),
          },
        ]}
      />
    </Panel>
  )
}
