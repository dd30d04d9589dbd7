import { useState } from 'preact/hooks'
import { useActId } from '../parts/form/act-id.ts'
import { CheckField, TextField } from '../parts/form/field.tsx'
import { Form } from '../parts/form/form.tsx'
import { type FormState, useForm } from '../parts/form/use-form.ts'
import { Notice } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { siteDay, toLocal } from '../parts/value/site-time.ts'
import { CategoriesField } from '../registers/form/categories-field.tsx'
import { useTexts as useRegisterTexts } from '../registers/speech.ts'
import { go, toHref } from '../shell/address.ts'
import { useSite } from '../shell/site.ts'
import { AffectedPreview } from './affected-preview.tsx'
import { type Breach, correctBreach, writeBreach } from './calls.ts'
import { Clock } from './clock.tsx'
import { type BreachValues, buildBody, datasets, readValues } from './facts.ts'
import { useOwnWords } from './own-words.ts'
import { useTexts } from './speech.ts'

const LONGEST = 4000

/** The guided form: the clock, what happened, whose data. For a new breach, or further facts about one. */
export function BreachForm({ breach }: { readonly breach: Breach | undefined }) {
  const text = useTexts()
  const { timeZone } = useSite()
  const id = useActId()
  const ownWords = useOwnWords()
  const [nowMs] = useState(Date.now)
  const form = useForm<BreachValues, { readonly thread: string }>({
    initial: readValues(breach, timeZone, nowMs),
    send: (values) => {
      const body = { ...buildBody(values, breach, timeZone), id }
      if (!breach) return writeBreach({ body })
      const params = { thread: breach.thread }
      return correctBreach({ params, body: { ...body, after: breach.lastId } })
    },
    onDone: ({ thread }) => go(toHref(`/breaches/${thread}`)),
    ownWords,
  })
  return (
    <Panel title={breach ? text.correct : text.newTitle}>
      {breach ? <Clock breach={breach} /> : <Notice kind="attention">{text.clockNew}</Notice>}
      <Form
        form={form}
        label={breach ? text.correct : text.newTitle}
        submit={breach ? text.saveCorrection : text.save}
        acts={
          <a href={toHref(breach ? `/breaches/${breach.thread}` : '/breaches')}>{text.title}</a>
        }
      >
        <Happened form={form} now={toLocal(nowMs, timeZone)} />
        <Whose form={form} today={siteDay(nowMs, timeZone)} />
      </Form>
    </Panel>
  )
}

interface Part {
  readonly form: FormState<BreachValues>
}

function Happened({ form, now }: Part & { readonly now: string }) {
  const text = useTexts()
  const lines = { form, rows: 4, maxLength: LONGEST }
  return (
    <fieldset class="step">
      <legend>{text.whatHappened}</legend>
      <TextField
        form={form}
        name="discoveredAt"
        label={text.discoveredAt}
        type="datetime-local"
        max={now}
      />
      <TextField {...lines} name="nature" label={text.nature} hint={text.natureHint} />
      <TextField {...lines} name="measures" label={text.measures} hint={text.measuresHint} />
    </fieldset>
  )
}

function Whose({ form, today }: Part & { readonly today: string }) {
  const text = useTexts()
  const words = useRegisterTexts()
  const isOfSite = datasets.some((dataset) => form.values[dataset])
  return (
    <fieldset class="step">
      <legend>{text.whoseData}</legend>
      <CategoriesField
        form={form}
        label={text.dataCategories}
        nameOf={(category) => words[`c_${category}`]}
      />
      <fieldset class="field categories">
        <legend>{text.datasets}</legend>
        <p class="hint">{text.datasetsHint}</p>
        {datasets.map((dataset) => (
          <CheckField key={dataset} form={form} name={dataset} label={text[dataset]} />
        ))}
      </fieldset>
      {isOfSite && (
        <div class="days">
          <TextField form={form} name="from" label={text.from} type="date" max={today} />
          <TextField form={form} name="to" label={text.to} type="date" max={today} />
        </div>
      )}
      <AffectedPreview
        values={form.values}
        onPeople={(people) => form.set('people', String(people))}
      />
      <TextField form={form} name="people" label={text.people} type="number" />
    </fieldset>
  )
}
