import { useEffect, useId, useState } from 'preact/hooks'
import { isSearchable } from '../../contract/typed/personal.ts'
import { setQuery } from '../shell/address.ts'
import { useSpeech } from '../shell/speech.ts'
import { useTexts } from './speech.ts'

/** The period, the order and the search of a list, all of them in the address; a change leads to the first page. */
export function RegisterFilters({ query }: { readonly query: URLSearchParams }) {
  const text = useTexts()
  const change = (name: string, value: string) =>
    setQuery({ [name]: value || undefined, cursor: undefined })
  return (
    <div class="register-filters">
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          <span>{text[name]}</span>
          <input
            type="date"
            value={query.get(name) ?? ''}
            onChange={(event) => change(name, event.currentTarget.value)}
          />
        </label>
      ))}
      <label>
        <span>{text.order}</span>
        <select
          value={query.get('order') ?? ''}
          onChange={(event) => change('order', event.currentTarget.value)}
        >
          <option value="">{text.newest}</option>
          <option value="oldest">{text.oldest}</option>
        </select>
      </label>
      <Search searched={query.get('search') ?? ''} onSearch={(typed) => change('search', typed)} />
    </div>
  )
}

/** The search. What is found stands in the address, and so in histories and logs: personal data get no further than here. */
function Search({
  searched,
  onSearch,
}: {
  readonly searched: string
  readonly onSearch: (typed: string) => void
}) {
  const text = useTexts()
  const { text: shared } = useSpeech()
  const id = useId()
  const [typed, setTyped] = useState(searched)
  const [isPersonal, setPersonal] = useState(false)
  // The address may change by going back.
  useEffect(() => setTyped(searched), [searched])
  return (
    <form
      class="register-search"
      onSubmit={(event) => {
        event.preventDefault()
        const isRight = isSearchable(typed.trim())
        setPersonal(!isRight)
        if (isRight) onSearch(typed.trim())
      }}
    >
      <label>
        <span>{text.search}</span>
        <input
          type="search"
          maxLength={100}
          autoComplete="off"
          title={text.searchHint}
          value={typed}
          aria-invalid={isPersonal ? 'true' : undefined}
          aria-describedby={`${id}-problem`}
          onInput={(event) => {
            setTyped(event.currentTarget.value)
            setPersonal(false)
          }}
        />
      </label>
      <button type="submit">{text.find}</button>
      <p id={`${id}-problem`} class="failure" role="alert">
        {isPersonal && shared.fieldPersonal}
      </p>
    </form>
  )
}
