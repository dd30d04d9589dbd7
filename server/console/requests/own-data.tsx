import { useState } from 'preact/hooks'
import type { MeResult, RequestDetailResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatDay, formatNumber } from '../parts/value/format.ts'
import { toHref } from '../shell/address.ts'
import { useWorkSpeech } from '../work/speech.ts'
import { readRequestData } from './calls.ts'
import { nameCategory, namePurpose } from './request-words.ts'

/** What the author of a request sees of their own data. Asked for by a click, since looking is written down. */
export function OwnData({ request: { number } }: { readonly request: RequestDetailResult }) {
  const { words } = useWorkSpeech()
  const [isShown, setShown] = useState(false)
  return (
    <Panel title={words.dataTitle}>
      {isShown ? (
        <Data number={number} />
      ) : (
        <div class="without-answer">
          <button type="button" onClick={() => setShown(true)}>
            {words.dataShow}
          </button>
          <p class="hint">{words.dataHint}</p>
        </div>
      )}
    </Panel>
  )
}

function Data({ number }: { readonly number: string }) {
  const awaited = useAnswer(() => readRequestData({ params: { number } }), number)
  return <Answered awaited={awaited}>{(data) => <Overview data={data} />}</Answered>
}

function Overview({ data }: { readonly data: MeResult }) {
  const { words, language } = useWorkSpeech()
  if (!data.isHeld) return <p>{words.dataNone}</p>
  const granted = data.purposes.filter(({ isGranted }) => isGranted)
  const names = [...new Set(granted.map(({ purpose }) => namePurpose(purpose, words)))]
  const blocked = data.restrictions.filter(({ isBlocked }) => isBlocked).map(({ ref }) => ref)
  return (
    <Facts
      facts={[
        ...data.data.map(({ category, count }) => ({
          name: nameCategory(category, words),
          value: formatNumber(count, language),
        })),
        { name: words.purposes, value: names.join(', ') || words.nonePurposes },
        ...(data.messages.length > 0
          ? [{ name: words.foundMessages, value: <MessageLinks messages={data.messages} /> }]
          : []),
        ...(blocked.length > 0 ? [{ name: words.blocked, value: blocked.join(', ') }] : []),
        {
          name: words.disclosures,
          value:
            data.disclosures
              .map(({ recipient, date }) => `${recipient}, ${formatDay(date, language)}`)
              .join('; ') || words.noDisclosures,
        },
      ]}
    />
  )
}

const MessageLinks = ({ messages }: Pick<MeResult, 'messages'>) => (
  <span class="links">
    {messages.map(({ reference, isBlocked }) =>
      isBlocked ? (
        <span key={reference}>{reference}</span>
      ) : (
        <a key={reference} href={toHref(`/messages/${reference}`)}>
          {reference}
        </a>
      ),
    )}
  </span>
)
