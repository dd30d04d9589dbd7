/** A number or id by which staff know a thing, never broken over lines: `R-7K2M9QXA`. A UUID is shortened to its beginning. */
export const Reference = ({ reference }: { readonly reference: string }) => (
  <span class="reference" title={UUID.test(reference) ? reference : undefined}>
    {reference.replace(UUID, '$1…')}
  </span>
)

/** The first eight digits are enough to tell entries of a list apart. */
const UUID = /^([0-9a-f]{8})-[0-9a-f-]{27}$/
