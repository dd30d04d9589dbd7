import type { ComponentChildren } from 'preact'
import { createContext } from 'preact'
import { useContext, useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useSpeech } from '../../shell/speech.ts'
import { fill } from '../../text/fill.ts'
import type { FormState, Values } from './use-form.ts'

/** Gives fields the beginning of their ids, which the summary of errors leads to. */
const FormIdContext = createContext('')

/** Returns the id of a field of the form around. */
export const useFieldId = (name: string): string => `${useContext(FormIdContext)}-${name}`

/** A form with its fields, a summary of what is wrong, and one button. */
export function Form<V extends Values>({
  form,
  label,
  submit,
  isDangerous,
  acts,
  children,
}: {
  readonly form: FormState<V>
  /** Names the form for screen readers. */
  readonly label: string
  /** Words of the button. */
  readonly submit: string
  /** Whether it deletes or cannot be taken back. */
  readonly isDangerous?: boolean
  /** Further buttons, beside it. */
  readonly acts?: ComponentChildren
  readonly children: ComponentChildren
}) {
  const id = useId()
  return (
    <FormIdContext.Provider value={id}>
      <form
        class="form"
        aria-label={label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          form.submit()
        }}
      >
        <Summary form={form} id={id} />
        {children}
        <p class="failure" role="alert">
          {form.failure}
        </p>
        <div class="acts">
          <button
            type="submit"
            class={isDangerous ? 'main danger' : 'main'}
            aria-disabled={form.isBusy}
          >
            {submit}
          </button>
          {acts}
        </div>
      </form>
    </FormIdContext.Provider>
  )
}

/** What is wrong with the fields, each leading to its field. Takes the focus when a form is refused. */
function Summary<V extends Values>({
  form: { problems, refusals, labels },
  id,
}: {
  readonly form: FormState<V>
  readonly id: string
}) {
  const { text, language } = useSpeech()
  const box = useRef<HTMLDivElement>(null)
  // The fields write their labels after this is drawn: in another language it is drawn once more.
  const [, drawAgain] = useState(language)
  useLayoutEffect(() => drawAgain(language), [language])
  useEffect(() => {
    if (refusals > 0) box.current?.focus()
  }, [refusals])
  const wrong = Object.entries(problems).filter(([, problem]) => problem)
  if (wrong.length === 0 || refusals === 0) return null
  const lead = (event: Event, name: string) => {
    event.preventDefault()
    document.getElementById(`${id}-${name}`)?.focus()
  }
  return (
    <div class="summary" ref={box} tabIndex={-1}>
      <p>
        <b>{fill(text.errorsInForm, { n: wrong.length })}</b>
      </p>
      <ul>
        {wrong.map(([name, problem]) => (
          <li key={name}>
            {labels.has(name) ? (
              <a href={`#${id}-${name}`} onClick={(event) => lead(event, name)}>
                {labels.get(name)}: {problem}
              </a>
            ) : (
              `${name}: ${problem}`
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
