import { useState } from 'preact/hooks'
import type { BreachBody } from '../../contract/index.ts'
import { useActId } from '../parts/form/act-id.ts'
import { TextField } from '../parts/form/field.tsx'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { Panel } from '../parts/panel.tsx'
import { toInstant, toLocal } from '../parts/value/site-time.ts'
import { useSite } from '../shell/site.ts'
import { type Breach, correctBreach } from './calls.ts'
import { factsOf } from './facts.ts'
import { useOwnWords } from './own-words.ts'
import { useTexts } from './speech.ts'

interface Props {
  readonly breach: Breach
  /** Called once the line is written. */
  readonly onDone: () => void
}

/** Returns the function that writes further facts down, and only where nobody else has done so since. */
function useAdd({ thread, lastId, ...breach }: Breach) {
  const id = useActId()
  return (facts: Partial<BreachBody>) => {
    const known = factsOf({ ...breach, thread, lastId })
    const body = { ...known, ...facts, id, after: lastId }
    return correctBreach({ params: { thread }, body })
  }
}

/** The time now, as a field for local time holds it. */
function useNow(): string {
  const { timeZone } = useSite()
  return useState(() => toLocal(Date.now(), timeZone))[0]
}

/** Marks the notification to the authority as sent. */
export function SentForm({ breach, onDone }: Props) {
  const text = useTexts()
  const { timeZone } = useSite()
  const [now, add, ownWords] = [useNow(), useAdd(breach), useOwnWords()]
  const form = useForm({
    initial: { at: now, number: '' },
    send: ({ at, number }) => {
      const typed = number.trim()
      const told = { at: toInstant(at, timeZone), ...(typed && { number: typed }) }
      return add({ authorityTold: told, state: breach.state === 'closed' ? 'closed' : 'notified' })
    },
    ...{ onDone, ownWords },
  })
  return (
    <Panel title={text.sentTitle}>
      <p>{text.sentLead}</p>
      <Form form={form} label={text.sentTitle} submit={text.markSent}>
        <TextField form={form} name="at" label={text.sentAt} type="datetime-local" max={now} />
        <TextField
          form={form}
          name="number"
          label={text.number}
          hint={text.numberHint}
          maxLength={100}
        />
      </Form>
    </Panel>
  )
}

/** Marks the people concerned as told. */
export function PeopleToldForm({ breach, onDone }: Props) {
  const text = useTexts()
  const { timeZone } = useSite()
  const [now, add, ownWords] = [useNow(), useAdd(breach), useOwnWords()]
  const form = useForm({
    initial: { at: now, people: String(breach.people) },
    send: ({ at, people }) => {
      const told = { at: toInstant(at, timeZone), people: Number(people || Number.NaN) }
      return add({ peopleTold: told })
    },
    ...{ onDone, ownWords },
  })
  return (
    <Panel title={text.peopleTitle}>
      <Form form={form} label={text.peopleTitle} submit={text.markTold}>
        <TextField form={form} name="at" label={text.toldAt} type="datetime-local" max={now} />
        <TextField form={form} name="people" label={text.toldPeople} type="number" />
      </Form>
    </Panel>
  )
}

/** Marks a breach as closed. */
export function CloseForm({ breach, onDone }: Props) {
  const text = useTexts()
  const [add, ownWords] = [useAdd(breach), useOwnWords()]
  const form = useForm({ initial: {}, send: () => add({ state: 'closed' }), onDone, ownWords })
  return (
    <Panel title={text.closeTitle}>
      <p>{text.closeLead}</p>
      <Form form={form} label={text.closeTitle} submit={text.close}>
        {null}
      </Form>
    </Panel>
  )
}
