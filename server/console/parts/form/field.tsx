import type { ComponentChildren } from 'preact'
import { useFieldId } from './form.tsx'
import type { FormState, Values } from './use-form.ts'

type NamesOf<V extends Values, T> = {
  [N in keyof V & string]: V[N] extends T ? N : never
}[keyof V & string]

interface Common<V extends Values, T> {
  readonly form: FormState<V>
  readonly name: NamesOf<V, T>
  readonly label: string
  /** What helps to fill it in, below the label. */
  readonly hint?: string
}

/** The attributes and notes that every field has: label, hint, and its error beside it. */
function useField<V extends Values, T>({ form, name, label, hint }: Common<V, T>) {
  const id = useFieldId(name)
  form.labels.set(name, label)
  const problem = form.problems[name]
  const [hintId, problemId] = [`${id}-hint`, `${id}-problem`]
  const described = [hint && hintId, problem && problemId].filter(Boolean).join(' ')
  const field = {
    id,
    'aria-invalid': problem ? ('true' as const) : undefined,
    'aria-describedby': described || undefined,
  }
  const notes = (
    <p id={problemId} class="wrong">
      {problem}
    </p>
  )
  const hintNote = hint && (
    <p id={hintId} class="hint">
      {hint}
    </p>
  )
  return { id, field, notes, hintNote }
}

/** A field for text, a day, an address or a number; several lines where `rows` says so. */
export function TextField<V extends Values>({
  rows,
  type = 'text',
  max,
  maxLength,
  autoComplete = 'off',
  ...props
}: Common<V, string> & {
  readonly rows?: number
  readonly type?: 'text' | 'password' | 'date' | 'datetime-local' | 'email' | 'search' | 'number'
  /** Last day or largest number. */
  readonly max?: string
  readonly maxLength?: number
  readonly autoComplete?: string
}) {
  const { form, name, label } = props
  const { id, field, notes, hintNote } = useField(props)
  const value = String(form.values[name])
  const set = (typed: string) => form.set(name, typed as V[typeof name])
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hintNote}
      {rows ? (
        <textarea
          {...field}
          rows={rows}
          maxLength={maxLength}
          value={value}
          onInput={(event) => set(event.currentTarget.value)}
        />
      ) : (
        <input
          {...field}
          {...{ type, max, maxLength, autoComplete, value }}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )}
      {notes}
    </div>
  )
}

/** A field with a few possible values. */
export function ChoiceField<V extends Values>({
  choices,
  ...props
}: Common<V, string> & {
  readonly choices: readonly { readonly value: string; readonly title: string }[]
}) {
  const { form, name, label } = props
  const { id, field, notes, hintNote } = useField(props)
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hintNote}
      <select
        {...field}
        value={String(form.values[name])}
        onChange={(event) => form.set(name, event.currentTarget.value as V[typeof name])}
      >
        {choices.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
      {notes}
    </div>
  )
}

/** A box to tick. */
export function CheckField<V extends Values>({
  children,
  ...props
}: Common<V, boolean> & { readonly children?: ComponentChildren }) {
  const { form, name, label } = props
  const { field, notes, hintNote } = useField(props)
  return (
    <div class="field">
      <label class="check">
        <input
          {...field}
          type="checkbox"
          checked={form.values[name] === true}
          onChange={(event) => form.set(name, event.currentTarget.checked as V[typeof name])}
        />
        {label}
      </label>
      {hintNote}
      {children}
      {notes}
    </div>
  )
}
