import { Answered, useAnswer } from '../parts/answered.tsx'
import { Empty } from '../parts/notice.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { StateBadge } from '../parts/value/state-badge.tsx'
import { useMay } from '../shell/role.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { nameActor } from '../text/name-actor.ts'
import { isWritten, toCorrection } from './address.ts'
import { type Line, type RegisterAddress, readPage } from './calls.ts'
import { Fact, titleOf } from './fact.tsx'
import { useTexts } from './speech.ts'

/** Lines of one entry that are shown: a retention class has one for each day. */
const LINES_AT_MOST = '50'
/** Threads that the configuration writes are corrected there. */
const BY_HAND = /^[0-9a-f-]{36}$/

/** One entry with its history: the line in force, and those that it has corrected. */
export function OneEntry({
  register,
  thread,
}: {
  readonly register: RegisterAddress
  readonly thread: string
}) {
  const text = useTexts()
  const mayWrite = useMay('operator')
  const awaited = useAnswer(
    () => readPage[register]({ query: { search: thread, limit: LINES_AT_MOST } }),
    `${register} ${thread}`,
  )
  const canCorrect = mayWrite && isWritten(register) && BY_HAND.test(thread)
  return (
    <Answered awaited={awaited}>
      {({ lines, actors }) => {
        const own = lines.filter((line) => line.thread === thread)
        if (own.length === 0) return <Empty title={text.emptyFound} />
        return (
          <>
            {own.map((line, index) => (
              <OneLine key={line.id} line={line} names={actors} isCurrent={index === 0}>
                {canCorrect && index === 0 && (
                  <a class="button" href={toCorrection(register, thread)}>
                    {text.correct}
                  </a>
                )}
              </OneLine>
            ))}
          </>
        )
      }}
    </Answered>
  )
}

function OneLine({
  line: { seq, at, actor, content },
  names,
  isCurrent,
  children,
}: {
  readonly line: Line
  readonly names: Readonly<Record<string, string>>
  readonly isCurrent: boolean
  readonly children: preact.ComponentChildren
}) {
  const text = useTexts()
  const { language, text: shared } = useSpeech()
  const { timeZone } = useSite()
  const when = formatInstant(at, language, timeZone)
  const facts = Object.entries(content).map(([name, value]) => ({
    name: titleOf(name, text),
    value: <Fact name={name} value={value} />,
  }))
  return (
    <Panel title={`№ ${seq}, ${when}`} acts={children}>
      <p class="badge-line">
        <StateBadge standing={isCurrent ? 'active' : 'stopped'}>
          {isCurrent ? text.current : text.earlier}
        </StateBadge>
      </p>
      <Facts facts={[...facts, { name: text.by, value: nameActor(actor, shared, names) }]} />
    </Panel>
  )
}
