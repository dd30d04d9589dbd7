import type { ComponentChildren } from 'preact'

/** One thing that can be done, closed until it is wanted. */
export function WorkPart({
  title,
  children,
}: {
  readonly title: string
  readonly children: ComponentChildren
}) {
  return (
    <details class="work-part">
      <summary>{title}</summary>
      <div>{children}</div>
    </details>
  )
}
