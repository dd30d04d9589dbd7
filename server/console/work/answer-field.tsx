import type { Language } from '../../contract/index.ts'
import { TextField } from '../parts/form/field.tsx'
import type { FormState } from '../parts/form/use-form.ts'
import { languageNames } from '../shell/language.ts'
import { fill } from '../text/fill.ts'
import { useWorkSpeech } from './speech.ts'
import type { Template } from './templates.ts'

/** Longest answer. */
const LONGEST = 4000

/** The text of an answer, begun with a template in the language of who gets it. */
export function AnswerField<
  V extends { readonly text: string } & Readonly<Record<string, string | boolean>>,
>({
  form,
  hint,
  templates,
  language,
}: {
  readonly form: FormState<V>
  readonly hint: string
  readonly templates: Readonly<Record<Language, readonly Template[]>>
  readonly language: Language
}) {
  const { words } = useWorkSpeech()
  const all = templates[language]
  return (
    <>
      <label class="template">
        <span>
          {words.template}{' '}
          <span class="hint">
            {fill(words.templateHint, { language: languageNames[language] })}
          </span>
        </span>
        <select
          onChange={(event) => {
            const chosen = all[Number(event.currentTarget.value)]
            if (chosen) form.set('text', chosen.text as V['text'])
          }}
        >
          <option value="">{words.templateNone}</option>
          {all.map(({ title }, index) => (
            <option key={title} value={index} lang={language}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <TextField
        form={form as unknown as FormState<{ readonly text: string }>}
        name="text"
        label={words.answerText}
        hint={hint}
        rows={8}
        maxLength={LONGEST}
      />
    </>
  )
}
