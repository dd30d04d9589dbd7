/** A share of 0 to 1 as a bar. Decoration: the number is shown beside it. Renders nothing where the share is unknown. */
export function ShareBar({
  share,
  kind = 'consents',
}: {
  readonly share: number | null
  readonly kind?: 'consents' | 'visits'
}) {
  if (share === null) return null
  // Attributes, not styles: the console's content security policy forbids inline styles.
  return (
    <svg class={`share ${kind}`} aria-hidden="true">
      <rect class="rest" width="100%" height="100%" />
      <rect class="part" width={`${share * 100}%`} height="100%" />
    </svg>
  )
}
