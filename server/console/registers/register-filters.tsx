import { useEffect, useState } from 'preact/hooks'
import { setQuery } from '../shell/address.ts'
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

function Search({
  searched,
  onSearch,
}: {
  readonly searched: string
  readonly onSearch: (typed: string) => void
}) {
  const text = useTexts()
  const [typed, setTyped] = useState(searched)
  // The address may change by going back.
  useEffect(() => setTyped(searched), [searched])
  return (
    <form
      class="register-search"
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(typed.trim())
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
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit">{text.find}</button>
    </form>
  )
}
