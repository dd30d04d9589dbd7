import type { MeResult } from '../../../../server/contract/index.ts'
import * as my from '../../../text/kk/my-data.ts'
import * as held from '../../../text/kk/my-held.ts'
import { fill } from '../../placeholder/fill.ts'
import type { UiHost } from '../../props.ts'
import { countryIn, daysIn } from '../../words.ts'
import { purposeRows } from '../purposes.tsx'
import type { ShownProps } from '../room/runner.ts'
import { dateIn } from './dates.ts'
import { Fact } from './fact.tsx'
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

export { Purposes } from '../purposes.tsx'
export { HeldActs } from './held-acts.tsx'

const orNone = (lines: string[]): string[] => (lines.length ? lines : [held.heldNone])

/** What the school stores, why, until when and who gets it: one line each. */
export const HeldLines = ({ host, me }: ShownProps) => {
  const granted = purposeRows(me).filter(({ isGranted }) => isGranted)
  const disclosed = me.disclosures.map(({ recipient }) => recipient)
  const receivers = [
    ...me.recipients.map(({ name, provider }) => `${name} (${provider})`),
    ...disclosed.filter((name, at) => disclosed.indexOf(name) === at),
  ]
  const counts = me.data.map(({ category, count }) => `${categories[category]} (${count})`)
  return (
    <>
      <Fact name={my.mySchool} lines={[counts.join(', ')]} />
      <Fact
        name={held.heldFor}
        lines={[granted.map(({ name }) => name).join(', ') || held.heldForNone]}
      />
      <Fact name={held.heldUntil} lines={describeTerms(me, host)} />
      <Fact name={held.heldWho} lines={[receivers.join(', ') || held.heldNobody]} />
    </>
  )
}

/** Everything that the law requires: the eight answers of Art. 24 (DS-01), and each consent, message and request. */
export const HeldFolds = ({ host, me }: ShownProps) => (
  <>
    {listFolds(me, host).map(([title, facts]) => (
      <details key={title}>
        <summary>{title}</summary>
        <dl>
          {facts.map(([name, lines]) => (
            <Fact key={name} name={name} lines={orNone(lines)} />
          ))}
        </dl>
      </details>
    ))}
  </>
)

type Facts = [name: string, lines: string[]][]

/** Seven of the eight answers by topic; the purposes have their own rows. */
const listFolds = (me: MeResult, host: UiHost): [title: string, facts: Facts][] => [
  [
    held.foldWhat,
    [
      [held.heldIs, [held.heldYes]],
      [
        held.heldList,
        me.data.map(({ category, count, fields: names }) => {
          const words = names.map((name) => fields[name] ?? name)
          return `${categories[category]} (${count}): ${words.join(', ')}`
        }),
      ],
      [held.heldSources, me.sources.map((source) => sources[source])],
      [held.heldWays, me.processing.map((way) => ways[way])],
    ],
  ],
  [held.foldUntil, [[held.heldTerms, describeTerms(me, host)]]],
  [held.foldWho, describeReceivers(me, host)],
  [
    held.foldHistory,
    [
      [held.heldHistory, describeConsents(me, host)],
      [held.heldMessages, describeMessages(me, host)],
      [held.heldRequests, describeRequests(me, host)],
    ],
  ],
]

const describeTerms = (me: MeResult, { language }: UiHost): string[] =>
  me.terms.map(({ category, days, from }) =>
    fill(held.termLine, {
      category: categories[category],
      days: daysIn(language, days),
      from: termStarts[from],
    }),
  )

const describeReceivers = (me: MeResult, { language }: UiHost): Facts => [
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
