import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/**
 * The heading of a screen, once on each. Takes the focus where the change of screen has left it nowhere, so that a screen
 * reader begins here.
 */
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
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const { activeElement } = document
    if (activeElement === document.body || activeElement?.tagName === 'MAIN')
      heading.current?.focus()
  }, [])
  return (
    <div class="heading">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children && <div class="heading-acts">{children}</div>}
    </div>
  )
}
