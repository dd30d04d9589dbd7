import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** One step of signing in: title, a sentence, and what is to be done. Its title takes the focus when it comes. */
export function Card({
  title,
  intro,
  isWide,
  children,
}: {
  readonly title: string
  readonly intro?: string | undefined
  /** Whether it holds more than a few fields. */
  readonly isWide?: boolean
  readonly children?: ComponentChildren
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const { activeElement } = document
    if (activeElement === document.body || activeElement?.tagName === 'MAIN')
      heading.current?.focus()
  }, [])
  return (
    <section class={isWide ? 'session is-wide' : 'session'}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {intro && <p class="intro">{intro}</p>}
      {children}
    </section>
  )
}
