import { Answered, useAnswer } from '../parts/answered.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatInstant, formatNumber, formatPeriod } from '../parts/value/format.ts'
import { useTexts as useRegisterTexts } from '../registers/speech.ts'
import { toHref } from '../shell/address.ts'
import { useLanguage } from '../shell/language.ts'
import { useMay } from '../shell/role.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { fill } from '../text/fill.ts'
import { nameActor } from '../text/name-actor.ts'
import { BreachState } from './breach-list.tsx'
import { type Breach, readBreach } from './calls.ts'
import { Clock } from './clock.tsx'
import { Drafts } from './drafts.tsx'
import { useTexts } from './speech.ts'
import { CloseForm, PeopleToldForm, SentForm } from './told-forms.tsx'

/** One breach: the clock, what is known, the drafts, and what was done. */
export function BreachDetail({
  thread,
  onChanged,
}: {
  readonly thread: string
  /** Called once a line was added. */
  readonly onChanged: () => void
}) {
  const mayWrite = useMay('operator')
  const awaited = useAnswer(() => readBreach({ params: { thread } }), thread)
  const reload = () => {
    awaited.reload()
    onChanged()
  }
  return (
    <Answered awaited={awaited}>
      {({ breach, lines, actors }) => (
        <>
          <Clock breach={breach} />
          <Known breach={breach} mayWrite={mayWrite} />
          {mayWrite && <Acts breach={breach} onDone={reload} />}
          <History lines={lines} names={actors} />
        </>
      )}
    </Answered>
  )
}

/** What is still to be done, in its order. Each has an id of its own until the breach has a further line. */
function Acts({ breach, onDone }: { readonly breach: Breach; readonly onDone: () => void }) {
  const { lastId, authorityTold, peopleTold, state } = breach
  const own = { breach, onDone }
  return (
    <>
      {state !== 'closed' && <Drafts breach={breach} />}
      {!authorityTold && <SentForm key={`sent ${lastId}`} {...own} />}
      {!peopleTold && <PeopleToldForm key={`told ${lastId}`} {...own} />}
      {state === 'notified' && <CloseForm key={`close ${lastId}`} {...own} />}
    </>
  )
}

function Known({ breach, mayWrite }: { readonly breach: Breach; readonly mayWrite: boolean }) {
  const text = useTexts()
  const words = useRegisterTexts()
  const language = useLanguage()
  const { timeZone } = useSite()
  const whenOf = (at: string) => formatInstant(at, language, timeZone)
  const { responsible, peopleTold, affected = [] } = breach
  const correct = mayWrite && (
    <a class="button" href={toHref(`/breaches/${breach.thread}/correct`)}>
      {text.correct}
    </a>
  )
  return (
    <Panel title={text.facts} acts={correct}>
      <Facts
        facts={[
          { name: text.state, value: <BreachState breach={breach} /> },
          { name: text.discoveredAt, value: whenOf(breach.discoveredAt) },
          { name: text.nature, value: <span class="typed">{breach.nature}</span> },
          { name: text.measures, value: <span class="typed">{breach.measures}</span> },
          { name: text.people, value: formatNumber(breach.people, language) },
          {
            name: text.dataCategories,
            value: breach.dataCategories.map((category) => words[`c_${category}`]).join(', '),
          },
          ...affected.map(({ dataset, from, to }) => ({
            name: text[dataset],
            value: formatPeriod({ from, to }, language),
          })),
          ...(responsible
            ? [
                {
                  name: text.responsible,
                  value: `${responsible.name[language]}, ${responsible.phone}`,
                },
              ]
            : []),
        ]}
      />
      {peopleTold && (
        <p>
          {fill(text.peopleTold, {
            when: whenOf(peopleTold.at),
            n: formatNumber(peopleTold.people, language),
          })}
        </p>
      )}
    </Panel>
  )
}

function History({
  lines,
  names,
}: {
  readonly names: Readonly<Record<string, string>>
  readonly lines: readonly { readonly id: string; readonly at: string; readonly actor: string }[]
}) {
  const text = useTexts()
  const { language, text: shared } = useSpeech()
  const { timeZone } = useSite()
  return (
    <Panel title={text.history}>
      <ol>
        {lines.map(({ id, at, actor }) => (
          <li key={id}>
            {formatInstant(at, language, timeZone)}, {nameActor(actor, shared, names)}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
