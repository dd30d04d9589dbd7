/** Parts of one screen, each with an address of its own. */
export function Tabs({
  label,
  tabs,
  current,
}: {
  readonly label: string
  readonly tabs: readonly {
    readonly id: string
    readonly title: string
    /** Made by `toHref`. */
    readonly href: string
  }[]
  readonly current: string
}) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map(({ id, title, href }) => (
          <li key={id}>
            <a href={href} aria-current={id === current ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
