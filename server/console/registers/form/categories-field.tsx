import { useFieldId } from '../../parts/form/form.tsx'
import type { FormState, Values } from '../../parts/form/use-form.ts'

/** Categories of personal data, as the contract lists them. */
export const categories = [
  ...(['name', 'email', 'phone', 'message', 'consent'] as const),
  ...(['address', 'browser', 'visit_time', 'visitor_cookie'] as const),
]
/** One category of personal data. */
export type Category = (typeof categories)[number]

/** Boxes to tick for categories of data; the form holds those that are ticked with spaces between them. */
export function CategoriesField<V extends Values & { readonly dataCategories: string }>({
  form,
  label,
  nameOf,
}: {
  readonly form: FormState<V>
  readonly label: string
  readonly nameOf: (category: Category) => string
}) {
  const id = useFieldId('dataCategories')
  form.labels.set('dataCategories', label)
  const problem = form.problems.dataCategories
  const ticked = form.values.dataCategories.split(' ').filter(Boolean)
  const toggle = (category: Category) => {
    const next = ticked.includes(category)
      ? ticked.filter((one) => one !== category)
      : [...ticked, category]
    form.set('dataCategories', next.join(' ') as V['dataCategories'])
  }
  return (
    <fieldset class="field categories" id={id} tabIndex={-1} aria-describedby={`${id}-problem`}>
      <legend>{label}</legend>
      {categories.map((category) => (
        <label key={category} class="check">
          <input
            type="checkbox"
            checked={ticked.includes(category)}
            aria-invalid={problem ? 'true' : undefined}
            onChange={() => toggle(category)}
          />
          {nameOf(category)}
        </label>
      ))}
      <p id={`${id}-problem`} class="wrong">
        {problem}
      </p>
    </fieldset>
  )
}
