import type { ComponentChildren } from 'preact'
import type { MeResult } from '../../../server/contract/index.ts'
import * as my from '../../text/kk/my-data.ts'
import * as held from '../../text/kk/my-held.ts'
import { fill } from '../fill.ts'
import type { UiHost } from '../props.ts'
import { countryIn, daysIn } from '../words.ts'
import { dateIn } from './dates.ts'
import { Purposes } from './purposes.tsx'
import type { ShownProps } from './runner.ts'
import {
  categories,
  consentStates,
  fields,
  purposes,
  requestStates,
  sources,
  termStarts,
  ways,
} from './terms.ts'

/** What the server holds: the eight answers of Art. 24 (DS-01), then consents, messages and requests one by one. */
export const Held = (props: ShownProps) => {
  const { host, me } = props
  return (
    <section aria-labelledby="kelisim-my-server">
      <h3 id="kelisim-my-server">{my.myServer}</h3>
      <dl>
        <Fact name={held.heldIs} lines={[held.heldYes]} />
        <Fact name={held.heldPurposes}>
          <Purposes {...props} />
        </Fact>
        {listFacts(me, host).map(([name, lines]) => (
          <Fact key={name} name={name} lines={lines} />
        ))}
        <Fact name={held.heldHistory} lines={describeConsents(me, host)} />
        <Fact name={held.heldMessages} lines={describeMessages(me, host)} />
        <Fact name={held.heldRequests} lines={describeRequests(me, host)} />
      </dl>
    </section>
  )
}

interface FactProps {
  readonly name: string
  readonly lines?: readonly string[]
  readonly children?: ComponentChildren
}

const Fact = ({ name, lines, children }: FactProps) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {children ?? (
        <ul>
          {(lines?.length ? lines : [held.heldNone]).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </dd>
  </div>
)

/** Six of the eight answers; that data are held, and for what purposes, comes before them. */
const listFacts = (me: MeResult, { language }: UiHost): [string, string[]][] => [
  [held.heldSources, me.sources.map((source) => sources[source])],
  [held.heldWays, me.processing.map((way) => ways[way])],
  [
    held.heldList,
    me.data.map(({ category, count, fields: names }) => {
      const words = names.map((name) => fields[name] ?? name)
      return `${categories[category]} (${count}): ${words.join(', ')}`
    }),
  ],
  [
    held.heldTerms,
    me.terms.map(({ category, days, from }) =>
      fill(held.termLine, {
        category: categories[category],
        days: daysIn(language, days),
        from: termStarts[from],
      }),
    ),
  ],
  [
    held.heldRecipients,
    me.recipients.map(
      ({ name, provider, country, purpose }) =>
        `${name}: ${provider}, ${countryIn(language, country)} (${purposes[purpose] ?? purpose})`,
    ),
  ],
  [
    held.heldDisclosures,
    me.disclosures.map(
      ({ date, recipient, ground }) => `${dateIn(language, date)}: ${recipient} (${ground})`,
    ),
  ],
]

const describeConsents = (me: MeResult, { language }: UiHost): string[] =>
  me.consents.map(({ id, state, givenAt, validUntil }) =>
    fill(held.historyLine, {
      id,
      date: dateIn(language, givenAt),
      state: consentStates[state] ?? state,
      until: dateIn(language, validUntil),
    }),
  )

const describeMessages = (me: MeResult, { language }: UiHost): string[] =>
  me.messages.map(({ reference, receivedAt, isBlocked }) => {
    const line = `${reference}, ${dateIn(language, receivedAt)}`
    return isBlocked ? `${line}: ${held.blocked}` : line
  })

const describeRequests = (me: MeResult, { language }: UiHost): string[] =>
  me.requests.map(({ number, receivedAt, dueOn, state, answer }) => {
    const line = fill(held.requestLine, {
      number,
      date: dateIn(language, receivedAt),
      due: dateIn(language, dueOn),
      state: requestStates[state],
    })
    return answer ? `${line}: ${answer}` : line
  })
