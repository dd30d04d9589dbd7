import { readAddress, toHref } from '../../shell/address.ts'
import { useSpeech } from '../../shell/speech.ts'
import { fill } from '../../text/fill.ts'
import { formatNumber } from '../value/format.ts'

/** Where each page that has been seen comes from: a cursor leads on, and never back. */
const seen = new Map<string, { readonly previous: string; readonly before: number }>()

/**
 * Leads through a list whose address has `cursor` in its query. Says how many there are; a page that was opened from a kept
 * address leads back to the first one.
 */
export function Pager({
  shown,
  total,
  next,
}: {
  /** Rows on this page. */
  readonly shown: number
  readonly total: number
  /** Cursor of the next page, as the server gave it; `null` on the last one. */
  readonly next: string | null
}) {
  const { text, language } = useSpeech()
  const { path, query } = readAddress()
  const cursor = query.get('cursor') ?? ''
  const before = cursor === '' ? 0 : seen.get(cursor)?.before
  if (next !== null && before !== undefined)
    seen.set(next, { previous: cursor, before: before + shown })
  const pageAt = (to: string) =>
    toHref(path, { ...Object.fromEntries(query), cursor: to || undefined })
  const previous = seen.get(cursor)?.previous ?? ''
  const number = (value: number) => formatNumber(value, language)
  return (
    <nav class="pager" aria-label={text.pages}>
      <p>
        {before === undefined || shown === 0
          ? fill(text.total, { total: number(total) })
          : fill(text.range, {
              from: number(before + 1),
              to: number(before + shown),
              total: number(total),
            })}
      </p>
      {cursor !== '' && (
        <a href={pageAt(previous)}>{seen.has(cursor) ? text.previousPage : text.firstPage}</a>
      )}
      {next !== null && <a href={pageAt(next)}>{text.nextPage}</a>}
    </nav>
  )
}
