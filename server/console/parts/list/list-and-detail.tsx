import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useSpeech } from '../../shell/speech.ts'

/**
 * A list, and beside it the one of its things that the address names. Where there is little room the thing stands in place of
 * the list, with a way back.
 */
export function ListAndDetail({
  list,
  detail,
  detailKey,
  backTo,
}: {
  readonly list: ComponentChildren
  /** `undefined` where the address names none. */
  readonly detail: ComponentChildren | undefined
  /** Which one is shown: on a change it takes the focus. */
  readonly detailKey: string
  /** Address of the list alone, with its filters. */
  readonly backTo: string
}) {
  const { text } = useSpeech()
  const shown = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (detailKey) shown.current?.focus()
  }, [detailKey])
  if (detail === undefined) return <div class="list-alone">{list}</div>
  return (
    <div class="list-and-detail">
      <div class="list-side">{list}</div>
      <div class="detail-side" ref={shown} tabIndex={-1}>
        <p class="back">
          <a href={backTo}>{text.backToList}</a>
        </p>
        {detail}
      </div>
    </div>
  )
}
