import { Answered, useAnswer } from '../parts/answered.tsx'
import { Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatDay, formatInstant } from '../parts/value/format.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { readHolds } from './calls.ts'
import { useTexts } from './speech.ts'

/** The legal holds in force, the soonest ending first. */
export function Holds() {
  const text = useTexts()
  const { language } = useSpeech()
  const { timeZone } = useSite()
  const awaited = useAnswer(() => readHolds(), '')
  return (
    <Panel title={text.holdsTitle}>
      <p class="hint">{text.holdsText}</p>
      <Answered awaited={awaited}>
        {({ holds }) => (
          <Table
            caption={text.holdsTitle}
            isCaptionSpoken
            rows={holds}
            keyOf={({ reference, since }) => reference + since}
            empty={
              <Empty title={text.noHolds}>
                <p>{text.noHoldsText}</p>
              </Empty>
            }
            columns={[
              { id: 'reference', title: text.reference, cell: ({ reference }) => reference },
              { id: 'reason', title: text.reason, cell: ({ reason }) => reason },
              {
                id: 'since',
                title: text.since,
                cell: ({ since }) => formatInstant(since, language, timeZone),
              },
              {
                id: 'until',
                title: text.untilOn,
                cell: ({ untilOn }) => formatDay(untilOn, language),
              },
            ]}
          />
        )}
      </Answered>
    </Panel>
  )
}
