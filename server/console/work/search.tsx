import { useState } from 'preact/hooks'
import type { SearchBody, SearchResult } from '../../contract/index.ts'
import { TextField } from '../parts/form/field.tsx'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { Panel } from '../parts/panel.tsx'
import { toHref } from '../shell/address.ts'
import { to } from '../shell/call.ts'
import { fill } from '../text/fill.ts'
import { useWorkSpeech } from './speech.ts'

const search = to('POST /v1/admin/search').takes<SearchBody>().answers<SearchResult>()

const REFERENCE = /^[KR]-[2-9A-Z]{8}$/i

/**
 * Finds messages and requests by a number or an exact address. What is typed stands neither in the address nor in the history:
 * the answer is shown here.
 */
export function Search() {
  const { words } = useWorkSpeech()
  const [found, setFound] = useState<SearchResult>()
  const form = useForm({
    initial: { typed: '' },
    check: ({ typed }) =>
      REFERENCE.test(typed.trim()) || typed.includes('@') ? {} : { typed: words.searchWrong },
    send: ({ typed }) => {
      const text = typed.trim()
      return search({ body: text.includes('@') ? { email: text } : { reference: text } })
    },
    onDone: setFound,
    ownWords: { invalid_body: words.searchWrong },
  })
  const close = () => {
    setFound(undefined)
    form.reset()
  }
  return (
    <details class="search">
      <summary>{words.search}</summary>
      <Form form={form} label={words.search} submit={words.searchSubmit}>
        <TextField
          form={form}
          name="typed"
          type="search"
          label={words.searchLabel}
          hint={words.searchHint}
          maxLength={254}
        />
      </Form>
      <div role="status">{found && <Found found={found} onClose={close} />}</div>
    </details>
  )
}

function Found({
  found: { messages, requests },
  onClose,
}: {
  readonly found: SearchResult
  readonly onClose: () => void
}) {
  const { words } = useWorkSpeech()
  const n = messages.length + requests.length
  const lists = [
    {
      title: words.foundMessages,
      links: messages.map(({ reference }) => [`/messages/${reference}`, reference] as const),
    },
    {
      title: words.foundRequests,
      links: requests.map(({ number }) => [`/requests/${number}`, number] as const),
    },
  ]
  return (
    <Panel title={n === 0 ? words.searchNone : fill(words.searchFound, { n })}>
      {lists
        .filter(({ links }) => links.length > 0)
        .map(({ title, links }) => (
          <div key={title} class="found">
            <h3>{title}</h3>
            <ul>
              {links.map(([path, name]) => (
                <li key={path}>
                  <a href={toHref(path)}>{name}</a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      <button type="button" class="small" onClick={onClose}>
        {words.searchEnd}
      </button>
    </Panel>
  )
}
