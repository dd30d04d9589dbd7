import { useSpeech } from '../shell/speech.ts'
import { fill } from '../text/fill.ts'
import { formatNumber } from './value/format.ts'

/** Long work, as a bar and in words. Without `total` only that it goes on. */
export function Progress({
  label,
  done,
  total,
}: {
  readonly label: string
  readonly done?: number
  readonly total?: number | undefined
}) {
  const { text, language } = useSpeech()
  const isMeasured = done !== undefined && total !== undefined && total > 0
  return (
    <div class="progress" role="status">
      <span>{label}</span>
      <progress aria-label={label} {...(isMeasured && { value: done, max: total })} />
      {isMeasured && (
        <span class="hint">
          {fill(text.progress, {
            done: formatNumber(done, language),
            total: formatNumber(total, language),
          })}
        </span>
      )}
    </div>
  )
}
