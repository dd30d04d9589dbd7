import type { JSX } from 'preact'
import { Said } from '../settings/said.tsx'

type Input = 'input' | 'select' | 'textarea'

interface FieldProps {
  /** Which control it is. Default `input`. */
  readonly as?: Input
  /** Part of the ids; also the control's name. */
  readonly name: string
  readonly label: string
  /** What is wrong with it, if anything (AX-08). */
  readonly wrong?: string | undefined
  /** What else the control needs. */
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly children?: JSX.Element[]
}

/** A control with its label, and what is wrong with it beside it and in its description. */
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

/** What was typed into a form, trimmed, by the controls' names. */
export const readForm = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]))
