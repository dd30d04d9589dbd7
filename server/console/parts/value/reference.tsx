/** The first eight digits are enough to tell entries of a list apart. */
const UUID = /^([0-9a-f]{8})-[0-9a-f-]{27}$/

/** Returns whether a value is the id of something that has no number. */
export const isUuid = (value: string): boolean => UUID.test(value)

/** A number or id by which staff know a thing, never broken over lines: `R-7K2M9QXA`. A UUID is shortened to its beginning. */
export const Reference = ({ reference }: { readonly reference: string }) => (
  <span class="reference" title={isUuid(reference) ? reference : undefined}>
    {reference.replace(UUID, '$1…')}
  </span>
)
