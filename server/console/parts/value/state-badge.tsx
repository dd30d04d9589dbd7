/** What a state means for who looks: waiting for somebody, being worked on, finished, in need of a look, late, or stopped. */
export type Standing = 'waiting' | 'active' | 'done' | 'attention' | 'late' | 'stopped'

const SHAPES: Readonly<Record<Standing, string>> = {
  waiting: 'M8 3a5 5 0 1 0 .01 0z',
  active: 'M8 3a5 5 0 1 0 .01 0zM8 3v10a5 5 0 0 0 0-10z',
  done: 'M3 8.5l3.5 3.5L13 4.5',
  attention: 'M8 2.5l6 11H2zM8 6.5v3M8 11.5v.3',
  late: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  stopped: 'M4 4h8v8H4z',
}

/** A state in words, with a shape for the standing: the colour says nothing that these do not. */
export function StateBadge({
  standing,
  children,
}: {
  readonly standing: Standing
  /** The state in words. */
  readonly children: string
}) {
  return (
    <span class={`badge ${standing}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[standing]} />
      </svg>
      {children}
    </span>
  )
}
