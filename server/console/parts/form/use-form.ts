import { useRef, useState } from 'preact/hooks'
import type { Answer, Failure } from '../../shell/call.ts'
import { useSpeech } from '../../shell/speech.ts'
import { explainField, type OwnWords, useExplain } from '../../text/explain.ts'

/** What is typed into a form, by the name of the field. */
export type Values = Readonly<Record<string, string | boolean>>
/** The problem of each wrong field, in words. */
export type Problems<V extends Values> = { readonly [N in keyof V]?: string | undefined }

const NO_PROBLEMS = {}

/** Returns the field at which a part is typed: `subjects` of `subjects.1`, and `to` of `affected.0.to`. */
function fieldOf(path: string, values: Values): string {
  const parts = path.split('.')
  return [parts[0], parts.at(-1)].find((part) => part !== undefined && part in values) ?? path
}

/** The state of a form, which `Form` and its fields show. */
export interface FormState<V extends Values> {
  readonly values: V
  readonly set: <N extends keyof V & string>(name: N, value: V[N]) => void
  /** Empty until the form was sent once: nobody is corrected while typing. */
  readonly problems: Problems<V>
  /** Why it was not carried out, where no field is the cause. */
  readonly failure: string | undefined
  readonly isBusy: boolean
  readonly submit: () => void
  /** Counts refusals: the summary of errors takes the focus after each. */
  readonly refusals: number
  /** Label of each field that is shown, by name: fields write theirs. */
  readonly labels: Map<string, string>
}

/**
 * Keeps what is typed into a form, checks it, sends it, and says beside each field what is wrong with it: found here before
 * anything is sent, or by the server.
 *
 * @param check returns the problem of each wrong field, in words. Default: none is checked before it is sent.
 * @param send sends the values. What the server says of `fields.NAME`, or of a part of it, is shown at the field `NAME`.
 * @param onDone called with the answer once it is carried out. The values stay: call `reset` where the form stays.
 */
export function useForm<V extends Values, T>({
  initial,
  check = () => NO_PROBLEMS,
  send,
  onDone,
  ownWords,
}: {
  readonly initial: V
  readonly check?: (values: V) => Problems<V>
  readonly send: (values: V) => Promise<Answer<T>>
  readonly onDone: (value: T) => void
  readonly ownWords?: OwnWords | undefined
}): FormState<V> & { readonly reset: () => void } {
  const { text } = useSpeech()
  const explain = useExplain()
  const [values, setValues] = useState(initial)
  const [isChecked, setChecked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Failure>()
  const [refusals, setRefusals] = useState(0)
  const labels = useRef(new Map<string, string>())

  const found: Problems<V> = isChecked ? check(values) : NO_PROBLEMS
  const told = refused?.kind === 'refused' ? refused.fields : undefined
  const toldWords = Object.entries(told ?? {}).map(([path, problem]) => [
    fieldOf(path, values),
    explainField(problem, text),
  ])
  const isFieldTold = toldWords.some(([name = '']) => name in values)
  // What the screen itself has to say is said beside the form, too: a field tells only what is wrong with it.
  const hasOwnWords = refused?.kind === 'refused' && ownWords?.[refused.code] !== undefined

  const submit = async () => {
    if (isBusy) return
    setChecked(true)
    setRefused(undefined)
    if (Object.values(check(values)).some(Boolean)) return setRefusals((count) => count + 1)
    setBusy(true)
    const answer = await send(values)
    setBusy(false)
    if (answer.kind === 'right') return onDone(answer.value)
    setRefused(answer)
    setRefusals((count) => count + 1)
  }
  return {
    values,
    set: (name, value) => {
      setValues((before) => ({ ...before, [name]: value }))
      setRefused(undefined)
    },
    problems: { ...found, ...Object.fromEntries(toldWords) },
    failure: refused && (hasOwnWords || !isFieldTold) ? explain(refused, ownWords) : undefined,
    ...{ isBusy, submit, refusals, labels: labels.current },
    reset: () => {
      setValues(initial)
      setChecked(false)
      setRefused(undefined)
    },
  }
}
