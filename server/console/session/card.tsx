import type { ComponentChildren } from 'preact'
import { Heading } from '../parts/heading.tsx'

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
  return (
    <section class={isWide ? 'session is-wide' : 'session'}>
      <Heading>{title}</Heading>
      {intro && <p class="intro">{intro}</p>}
      {children}
    </section>
  )
}
