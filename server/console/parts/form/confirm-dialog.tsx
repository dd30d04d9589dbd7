import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { Answer } from '../../shell/call.ts'
import { useSpeech } from '../../shell/speech.ts'
import type { OwnWords } from '../../text/explain.ts'
import { Form } from './form.tsx'
import { NumberField, useNumberCheck } from './number-field.tsx'
import { useForm } from './use-form.ts'

interface Props<T> {
  readonly title: string
  /** Names what will be gone, or what everybody will see. */
  readonly children: ComponentChildren
  /** The number that has to be typed: of the request, the breach. */
  readonly number: string
  /** Words of the button that does it. */
  readonly confirm: string
  readonly onConfirm: () => Promise<Answer<T>>
  readonly onDone: (value: T) => void
  readonly onClose: () => void
  readonly ownWords?: OwnWords
}

/**
 * Asks before something that cannot be taken back. Says what will be gone, and wants the number typed, so that nobody does it
 * to the wrong one. Shown while it is rendered; Escape and the other button leave everything as it was.
 */
export function ConfirmDialog<T>({ title, children, onClose, ...rest }: Props<T>) {
  const { text } = useSpeech()
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => before instanceof HTMLElement && before.focus()
  }, [])
  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      <div class="dialog-text">{children}</div>
      <TypedNumber {...rest} label={title}>
        <button type="button" onClick={onClose}>
          {text.leaveAsItIs}
        </button>
      </TypedNumber>
    </dialog>
  )
}

function TypedNumber<T>({
  number,
  confirm,
  label,
  onConfirm,
  onDone,
  ownWords,
  children,
}: Pick<Props<T>, 'number' | 'confirm' | 'onConfirm' | 'onDone' | 'ownWords' | 'children'> & {
  readonly label: string
}) {
  const checkNumber = useNumberCheck(number)
  const form = useForm({
    initial: { number: '' },
    check: (values) => checkNumber(values.number),
    send: onConfirm,
    onDone,
    ownWords,
  })
  return (
    <Form form={form} label={label} submit={confirm} isDangerous acts={children}>
      <NumberField form={form} number={number} />
    </Form>
  )
}
