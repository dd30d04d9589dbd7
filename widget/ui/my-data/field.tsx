import type { JSX } from 'preact'
import { Said } from '../settings/said.tsx'

type Input = 'input' | 'select' | 'textarea'

interface FieldProps {
  /** The kind of control. Default `input`. */
  readonly as?: Input
  /** The control's name and part of its ids. */
  readonly name: string
  readonly label: string
  /** The problem of its value, if any (AX-08). */
  readonly wrong?: string | undefined
  /** Further attributes of the control. */
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly children?: JSX.Element[]
}

/** A control with its label and its problem, which is shown beside it and part of its description. */
export const Field = ({
  as: Control = 'input',
  name,
  label,
  wrong,
  attributes,
  children,
}: FieldProps) => {
  const id = `kelisim-my-${name}`
  return (
    <div class="kelisim-field">
      <label for={id}>{label}</label>
      <Control
        {...attributes}
        id={id}
        name={name}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong && `${id}-wrong`}
      >
        {children}
      </Control>
      {wrong && (
        <p class="kelisim-wrong" id={`${id}-wrong`}>
          <Said text={wrong} />
        </p>
      )}
    </div>
  )
}

/** Returns the trimmed values of a form by control name. */
export function readForm(form: HTMLFormElement): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) typed[name] = String(value).trim()
  return typed
}
