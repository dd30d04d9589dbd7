import type { ComponentChildren } from 'preact'
import { Heading } from './heading.tsx'

/** The heading of a screen, once on each, with what concerns the whole screen. */
export function ScreenTitle({
  title,
  lead,
  children,
}: {
  readonly title: string
  /** One sentence below it. */
  readonly lead?: ComponentChildren
  /** What concerns the whole screen: a period, a button. */
  readonly children?: ComponentChildren
}) {
  return (
    <div class="heading">
      <div>
        <Heading>{title}</Heading>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children && <div class="heading-acts">{children}</div>}
    </div>
  )
}
