import type { ComponentChildren } from 'preact'
import type { StatisticsResult } from '../../contract/index.ts'
import { ShareBar } from './chart/share-bar.tsx'
import { CountText, ShareText } from './count-text.tsx'
import { useSpeech } from './speech.ts'

/** Figures of the whole period, most important first. */
export function Figures({ total }: { readonly total: StatisticsResult['total'] }) {
  const { text } = useSpeech()
  return (
    <div class="figures">
      <dl class="panel choices">
        <Figure name={text.consents} meaning={text.consentsMeaning} kind="consents">
          <CountText count={total.consents} />
        </Figure>
        <Figure name={text.refusals} meaning={text.refusalsMeaning} kind="refusals">
          <CountText count={total.refusals} />
        </Figure>
        <Figure name={text.consentRate} meaning={text.consentRateMeaning}>
          <ShareText share={total.consentRate} />
          <ShareBar share={total.consentRate} />
        </Figure>
      </dl>
      <dl class="panel others">
        <Figure name={text.visits} meaning={text.visitsMeaning} kind="visits">
          <CountText count={total.visits} />
        </Figure>
        <Figure name={text.withdrawals} meaning={text.withdrawalsMeaning}>
          <CountText count={total.withdrawals} />
        </Figure>
        <Figure name={text.changes} meaning={text.changesMeaning}>
          <CountText count={total.changes} />
        </Figure>
        <Figure name={text.renewals} meaning={text.renewalsMeaning}>
          <CountText count={total.renewals} />
        </Figure>
      </dl>
    </div>
  )
}

/** One figure: its name in the colour of the charts, the number, and what it counts. */
export function Figure({
  name,
  meaning,
  kind,
  children,
}: {
  readonly name: string
  readonly meaning: string
  readonly kind?: 'consents' | 'refusals' | 'visits'
  readonly children: ComponentChildren
}) {
  return (
    <div class="figure">
      <dt class={kind && `key ${kind}`}>{name}</dt>
      <dd class="value">{children}</dd>
      <dd class="meaning">{meaning}</dd>
    </div>
  )
}
