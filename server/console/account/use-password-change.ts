import { useState } from 'preact/hooks'
import type { limits } from '../../contract/index.ts'
import type { Answer } from '../shell/call.ts'
import type { Texts } from '../text/kk.ts'
import { changePassword } from './calls.ts'

const MIN_LENGTH: typeof limits.passwordMin = 15
const EMPTY = { current: '', next: '', again: '' }

type Typed = typeof EMPTY
type Failure = Exclude<Answer<unknown>, { kind: 'right' }>

/** Returns the problem of each field, found before sending or reported by the server. */
function findProblems(
  { current, next, again }: Typed,
  answer: Failure | undefined,
  text: Texts,
): Readonly<Partial<Record<keyof Typed, string>>> {
  if (current === '') return { current: text.passwordMissing }
  if (next.length < MIN_LENGTH) return { next: text.passwordShort }
  if (next === current) return { next: text.passwordSame }
  if (next !== again) return { again: text.passwordDiffers }
  const isGuessable = answer?.kind === 'refused' && answer.fields?.newPassword === 'guessable'
  return isGuessable ? { next: text.passwordGuessable } : {}
}

/** State and handlers of the form that changes the password. */
export function usePasswordChange(text: Texts) {
  const [typed, setTyped] = useState(EMPTY)
  const [state, setState] = useState<'typing' | 'checked' | 'busy' | 'done'>('typing')
  const [answer, setAnswer] = useState<Failure>()

  const type = (field: keyof Typed) => (value: string) => {
    setTyped({ ...typed, [field]: value })
    setAnswer(undefined)
    if (state === 'done') setState('typing')
  }
  const submit = async () => {
    setState('checked')
    if (Object.keys(findProblems(typed, undefined, text)).length > 0) return
    setState('busy')
    const result = await changePassword({
      body: { currentPassword: typed.current, newPassword: typed.next },
    })
    setState(result.kind === 'right' ? 'done' : 'checked')
    if (result.kind === 'right') setTyped(EMPTY)
    setAnswer(result.kind === 'right' ? undefined : result)
  }
  const problems = state === 'checked' ? findProblems(typed, answer, text) : {}
  const isFieldAtFault = Object.keys(problems).length > 0
  return { typed, type, submit, problems, state, failure: isFieldAtFault ? undefined : answer }
}
