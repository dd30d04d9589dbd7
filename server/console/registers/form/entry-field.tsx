import { CheckField, ChoiceField, TextField } from '../../parts/form/field.tsx'
import type { FormState } from '../../parts/form/use-form.ts'
import type { Answer } from '../../shell/call.ts'
import { useLanguage } from '../../shell/language.ts'
import type { Line, Page } from '../calls.ts'
import { titleOf } from '../fact.tsx'
import { useTexts } from '../speech.ts'
import { CategoriesField } from './categories-field.tsx'
import { listCountries } from './countries.ts'
import type { EntryField, EntryValues } from './fields.ts'

type Form = FormState<EntryValues>
/** The fields read and write by name, and the form's values are of any name. */
type Texts = FormState<Readonly<Record<string, string>>>

/** One field of an entry, by its kind. */
export function OneField({
  form,
  field: { name, kind, isPast, maxLength, hint },
  today,
  processors,
}: {
  readonly form: Form
  readonly field: EntryField
  /** Today at the site. */
  readonly today: string
  /** The register of processors, where it has come. */
  readonly processors: Answer<Page> | undefined
}) {
  const text = useTexts()
  const language = useLanguage()
  const texts = form as unknown as Texts
  const common = {
    form: texts,
    name,
    label: titleOf(name, text),
    ...(hint && { hint: text[hint] }),
  }
  const none = { value: '', title: text.choose }
  switch (kind) {
    case 'tick':
      return (
        <CheckField
          form={form as unknown as FormState<Readonly<Record<string, boolean>>>}
          name={name}
          label={common.label}
        />
      )
    case 'day':
      return <TextField {...common} type="date" {...(isPast && { max: today })} />
    case 'country':
      return <ChoiceField {...common} choices={[none, ...listCountries(language)]} />
    case 'ground':
      return <ChoiceField {...common} choices={[none, ...listGrounds(text)]} />
    case 'processor':
      return <ChoiceField {...common} choices={[none, ...listProcessors(processors)]} />
    case 'categories':
      return (
        <CategoriesField
          form={form as unknown as FormState<{ readonly dataCategories: string }>}
          label={common.label}
          nameOf={(category) => text[`c_${category}`]}
        />
      )
    case 'refs':
      return <TextField {...common} rows={3} />
    default:
      return <TextField {...common} {...(maxLength && { maxLength })} />
  }
}

const listGrounds = (text: ReturnType<typeof useTexts>) =>
  (['written_consent', 'authority_request', 'processor_contract'] as const).map((value) => ({
    ...{ value, title: text[value] },
  }))

/** Returns the processors by the line in force of each, which the newest first order shows first. */
function listProcessors(answer: Answer<Page> | undefined) {
  const lines = answer?.kind === 'right' ? answer.value.lines : []
  const current = new Map<string, Line>()
  for (const line of lines) if (!current.has(line.thread)) current.set(line.thread, line)
  return [...current.values()]
    .filter(({ content }) => content.endedOn === undefined)
    .map(({ thread, content }) => ({ value: thread, title: String(content.name) }))
}
