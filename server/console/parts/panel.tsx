import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** A section of a screen with its heading. */
export function Panel({
  title,
  acts,
  children,
}: {
  readonly title: string
  /** Beside the heading: links, buttons. */
  readonly acts?: ComponentChildren
  readonly children: ComponentChildren
}) {
  const id = useId()
  return (
    <section class="panel" aria-labelledby={id}>
      <div class="panel-top">
        <h2 id={id}>{title}</h2>
        {acts && <div class="acts">{acts}</div>}
      </div>
      {children}
    </section>
  )
}

/** Facts as names and values. */
export function Facts({
  facts,
}: {
  readonly facts: readonly { readonly name: string; readonly value: ComponentChildren }[]
}) {
  return (
    <dl class="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
