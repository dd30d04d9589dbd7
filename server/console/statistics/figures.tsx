import type { ComponentChildren } from 'preact'
import type { StatisticsResult } from '../../contract/index.ts'
import { formatNumber } from '../parts/value/format.ts'
import { fill } from '../text/fill.ts'
import { ShareBar } from './chart/share-bar.tsx'
import { CountText, ShareText } from './count-text.tsx'
import { useSpeech } from './speech.ts'

type Total = StatisticsResult['total']

/** Figures of the whole period, most important first, each beside the one of the period before. */
export function Figures({
  total,
  before,
  days,
}: {
  readonly total: Total
  /** Those of the period before; `undefined` where they are not known. */
  readonly before: Total | undefined
  /** Days of each period. */
  readonly days: number
}) {
  const { text, language } = useSpeech()
  const { consents, refusals, consentRate } = total
  const figure = (
    id: Exclude<keyof Total, 'consentRate'>,
    meaning: string,
    kind?: 'consents' | 'refusals' | 'visits',
  ) => (
    <Figure
      name={text[id]}
      meaning={meaning}
      {...(kind && { kind })}
      before={before && <CountText count={before[id]} />}
      days={days}
    >
      <CountText count={total[id]} />
    </Figure>
  )
  const isKnown = typeof consents === 'number' && typeof refusals === 'number'
  const all = isKnown ? formatNumber(consents + refusals, language) : undefined
  return (
    <div class="figures">
      <dl class="panel choices">
        {figure('consents', text.consentsMeaning, 'consents')}
        {figure('refusals', text.refusalsMeaning, 'refusals')}
        <Figure
          name={text.consentRate}
          meaning={all === undefined ? text.rateUnknown : fill(text.rateOf, { n: all })}
          before={before && <ShareText share={before.consentRate} />}
          days={days}
        >
          <ShareText share={consentRate} />
          <ShareBar share={consentRate} />
        </Figure>
      </dl>
      <dl class="panel others">
        {figure('visits', text.visitsMeaning, 'visits')}
        {figure('partial', text.partialMeaning)}
        {figure('withdrawals', text.withdrawalsMeaning)}
        {figure('changes', text.changesMeaning)}
        {figure('renewals', text.renewalsMeaning)}
      </dl>
    </div>
  )
}

/** One figure: its name in the colour of the charts, the number, and what it counts. */
export function Figure({
  name,
  meaning,
  kind,
  before,
  days,
  children,
}: {
  readonly name: string
  readonly meaning: string
  readonly kind?: 'consents' | 'refusals' | 'visits'
  /** The same of the period before. */
  readonly before?: ComponentChildren
  readonly days?: number
  readonly children: ComponentChildren
}) {
  const { text } = useSpeech()
  return (
    <div class="figure">
      <dt class={kind && `key ${kind}`}>{name}</dt>
      <dd class="value">{children}</dd>
      <dd class="meaning">{meaning}</dd>
      {before && days !== undefined && (
        <dd class="meaning before">
          {fill(text.before, { n: days })}: {before}
        </dd>
      )}
    </div>
  )
}
