import type { ComponentChildren } from 'preact'

/** How serious a notice is: said by its sign and its words, not by its colour alone. */
export type NoticeKind = 'info' | 'good' | 'attention' | 'wrong'

const SIGNS: Readonly<Record<NoticeKind, string>> = {
  info: 'M8 7v5M8 4v.5',
  good: 'M4 8.5l3 3 5-6',
  attention: 'M8 3.5v5.5M8 12v.5',
  wrong: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
}

/** A short message beside what it is about. Read out where it appears: at once (`wrong`), or when there is time. */
export function Notice({
  kind = 'info',
  title,
  children,
}: {
  readonly kind?: NoticeKind
  readonly title?: string
  readonly children?: ComponentChildren
}) {
  return (
    <div class={`notice ${kind}`} role={kind === 'wrong' ? 'alert' : 'status'}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={SIGNS[kind]} />
      </svg>
      <div>
        {title && <b>{title}</b>}
        {children}
      </div>
    </div>
  )
}

/** In place of a list that has nothing in it: says why, and what to do where something can be done. */
export function Empty({
  title,
  children,
}: {
  readonly title: string
  readonly children?: ComponentChildren
}) {
  return (
    <div class="empty">
      <p>
        <b>{title}</b>
      </p>
      {children}
    </div>
  )
}
