import '../style/registers.css'
import '../style/breaches.css'
import { useState } from 'preact/hooks'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { ListAndDetail } from '../parts/list/list-and-detail.tsx'
import { Empty } from '../parts/notice.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { toHref } from '../shell/address.ts'
import { useMay } from '../shell/role.ts'
import { useSpeech } from '../shell/speech.ts'
import { BreachDetail } from './breach-detail.tsx'
import { BreachForm } from './breach-form.tsx'
import { BreachList } from './breach-list.tsx'
import { readBreach } from './calls.ts'
import { useTexts } from './speech.ts'

/** Breaches of personal data: every one, one of them with what is to be done, and the guided form. */
export function BreachesScreen({ rest }: { readonly rest: string }) {
  const text = useTexts()
  const [thread = '', last] = rest.split('/')
  return (
    <>
      <ScreenTitle title={text.title} lead={text.lead} />
      <Shown thread={thread} isCorrection={last === 'correct'} />
    </>
  )
}

function Shown({
  thread,
  isCorrection,
}: {
  readonly thread: string
  readonly isCorrection: boolean
}) {
  const { text } = useSpeech()
  const mayWrite = useMay('operator')
  const [changes, setChanges] = useState(0)
  const isForm = thread === 'new' || isCorrection
  if (isForm && !mayWrite) return <Empty title={text.forbiddenTitle} />
  if (thread === 'new') return <BreachForm breach={undefined} />
  if (isCorrection) return <Correction key={thread} thread={thread} />
  const count = () => setChanges((before) => before + 1)
  return (
    <ListAndDetail
      list={<BreachList key={changes} current={thread || undefined} />}
      detail={thread ? <BreachDetail key={thread} thread={thread} onChanged={count} /> : undefined}
      detailKey={thread}
      backTo={toHref('/breaches')}
    />
  )
}

function Correction({ thread }: { readonly thread: string }) {
  const awaited = useAnswer(() => readBreach({ params: { thread } }), thread)
  return <Answered awaited={awaited}>{({ breach }) => <BreachForm breach={breach} />}</Answered>
}
