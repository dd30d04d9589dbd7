/** What is looked at in a gated element. */
interface Markup {
  readonly tag: string
  readonly type: string | null
  readonly hasDataSrc: boolean
  readonly category: string
}

/** What is wrong with a gated element's markup, and what to write instead; `undefined` if nothing is. */
export function findMistake(
  { tag, type, hasDataSrc, category }: Markup,
  purposes: readonly string[],
): string | undefined {
  const name = `<${tag} data-category="${category}">`
  if (!purposes.includes(category)) return `${name} stays off: write one of ${purposes.join(', ')}.`
  if (tag === 'script')
    return type === 'text/plain'
      ? undefined
      : `${name} runs without consent: add type="text/plain", and data-src instead of src.`
  return hasDataSrc ? undefined : `${name} is not held back: write data-src instead of src.`
}
