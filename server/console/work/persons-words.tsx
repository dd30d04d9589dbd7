/**
 * What a person wrote, as text: with its own lines, whatever direction it has, and broken where it has no spaces. Its direction
 * ends with it.
 */
export function PersonsWords({
  label,
  text,
  empty,
}: {
  readonly label: string
  readonly text: string | null
  /** Said in place of an empty text. */
  readonly empty: string
}) {
  return (
    <div class="persons-words">
      <h3>{label}</h3>
      {text === null ? <p class="hint">{empty}</p> : <p dir="auto">{text}</p>}
    </div>
  )
}
