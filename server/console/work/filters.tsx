import { setQuery } from '../shell/address.ts'
import { useWorkSpeech } from './speech.ts'

/** A filter with a few values, each in the address. The first value is what the address says without it. */
export interface Filter {
  readonly name: string
  readonly label: string
  readonly choices: readonly { readonly value: string; readonly title: string }[]
}

/** The filters of a list, all of them in the address; a change leads to the first page. */
export function Filters({
  query,
  filters,
}: {
  readonly query: URLSearchParams
  readonly filters: readonly Filter[]
}) {
  const { words } = useWorkSpeech()
  const change = (name: string, value: string) =>
    setQuery({ [name]: value || undefined, cursor: undefined })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div class="filters" role="group" aria-label={words.filters}>
      {filters.map(({ name, label, choices }) => (
        <label key={name}>
          <span>{label}</span>
          <select
            value={query.get(name) ?? ''}
            onChange={(event) => change(name, event.currentTarget.value)}
          >
            {choices.map(({ value, title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
      ))}
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          <span>{words[name]}</span>
          <input
            type="date"
            value={query.get(name) ?? ''}
            onChange={(event) => change(name, event.currentTarget.value)}
          />
        </label>
      ))}
    </div>
  )
}

/** Whether it is open, as a filter. */
export function useStateFilter(): Filter {
  const { words } = useWorkSpeech()
  return {
    name: 'state',
    label: words.state,
    choices: [
      { value: '', title: words.stateOpen },
      { value: 'closed', title: words.stateClosed },
      { value: 'all', title: words.stateAll },
    ],
  }
}

/** Who has it, as a filter. */
export function useOwnerFilter(): Filter {
  const { words } = useWorkSpeech()
  return {
    name: 'owner',
    label: words.owner,
    choices: [
      { value: '', title: words.ownerAnybody },
      { value: 'me', title: words.ownerMe },
      { value: 'nobody', title: words.ownerNobody },
    ],
  }
}

/** Returns a value of the query that the server knows; another one is left out. */
export const oneOf = <const T extends string>(
  value: string | null,
  known: readonly T[],
): T | undefined => known.find((one) => one === value)

/** Returns what the address asks of a list, whatever it lists; a value that there is not is left out. */
export const readQuery = (query: URLSearchParams) => ({
  /** Default: what is open. */
  state: oneOf(query.get('state'), ['closed', 'all']),
  owner: oneOf(query.get('owner'), ['me', 'nobody']),
  from: query.get('from') ?? undefined,
  to: query.get('to') ?? undefined,
  cursor: query.get('cursor') ?? undefined,
})
