import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Answer } from '../shell/call.ts'
import { Loading } from '../shell/loading.tsx'
import { Problem } from '../shell/problem.tsx'
import { useExplain } from '../text/explain.ts'

/** An answer that is awaited, and how to ask again. */
export interface Awaited<T> {
  /** `undefined` until it has come. */
  readonly answer: Answer<T> | undefined
  /** Asks again; what is shown stays until the new answer has come. */
  readonly reload: () => void
}

/**
 * Asks the server when a screen is shown, and again when what it asks for changes.
 *
 * @param key names what is asked for, such as the query. While another is awaited nothing is shown, so that no old answer is
 *   taken for the new one.
 */
export function useAnswer<T>(ask: () => Promise<Answer<T>>, key: string): Awaited<T> {
  const [got, setGot] = useState<{ readonly key: string; readonly answer: Answer<T> }>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isCurrent = true
    // A slow answer to an earlier request must not replace a later one.
    ask().then((answer) => isCurrent && setGot({ key, answer }))
    return () => {
      isCurrent = false
    }
  }, [key, attempt])
  const reload = useCallback(() => setAttempt((before) => before + 1), [])
  return { answer: got?.key === key ? got.answer : undefined, reload }
}

/** Shows an answer once it has come, or in words why it has not, with a way to try again. */
export function Answered<T>({
  awaited: { answer, reload },
  children,
}: {
  readonly awaited: Awaited<T>
  readonly children: (value: T) => ComponentChildren
}) {
  const explain = useExplain()
  if (!answer) return <Loading />
  if (answer.kind !== 'right') return <Problem message={explain(answer)} onRetry={reload} />
  return <>{children(answer.value)}</>
}
