import { Component } from 'preact'
import type { RequestBody, RequestResult } from '../../../server/contract/index.ts'
import { ownKeys } from '../../page/builtins/own-keys.ts'
import * as acts from '../../text/kk/my-acts.ts'
import * as my from '../../text/kk/my-data.ts'
import { fill } from '../placeholder/fill.ts'
import { dateIn } from './facts/dates.ts'
import { Field, readForm } from './field.tsx'
import type { ShownProps } from './room/runner.ts'

const kinds: [RequestBody['kind'], string][] = [
  ['correction', acts.kindCorrection],
  ['information', acts.kindInformation],
  ['blocking', acts.kindBlocking],
  ['deletion', acts.kindDeletion],
  ['objection', acts.kindObjection],
]
const scopes: [RequestBody['scope'], string][] = [
  ['site', acts.scopeSite],
  ['other', acts.scopeOther],
]

const optionsOf = (entries: readonly [string, string][]) =>
  entries.map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))

interface RequestState {
  readonly wrong: Readonly<Record<string, string>>
}

interface AskProps {
  readonly shown?: ShownProps | undefined
}

/** The form for requests to the school. Without an open record, which would identify the person, instructions instead. */
export const Ask = ({ shown }: AskProps) => (
  <>
    <p>{acts.askHint}</p>
    {shown ? (
      <RequestForm key={shown.credential} {...shown} />
    ) : (
      <p>{fill(acts.askWho, { contact: __KELISIM_DETAILS__.contact })}</p>
    )}
  </>
)

/** A request to the school: for a correction (DS-03), or anything else, including data outside of the site (DS-12). */
class RequestForm extends Component<ShownProps, RequestState> {
  /** The last request with its id: resending it after a lost response stores it once. */
  declare last: { readonly id: string; readonly text: string } | undefined

  constructor(props: ShownProps) {
    super(props)
    this.state = { wrong: {} }
  }

  async send(event: Event): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const { reply: email, ...typed } = readForm(form)
    const wrong: Record<string, string> = {}
    if (!typed.text) wrong.text = my.myRequired
    if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) wrong.reply = my.myErrEmail
    this.setState({ wrong })
    const { change, say, subject, credential, host } = this.props
    const { length } = ownKeys(wrong)
    if (length) return say(fill(my.myErrors, { n: String(length) }))
    const text = [...ownKeys(typed).map((name) => typed[name]), email].join('\n')
    if (this.last?.text !== text) this.last = { id: subject.newId(), text }
    const body = { ...typed, ...(email && { email }), id: this.last.id }
    const sent = await change(
      () => subject.ask<RequestResult>('/v1/me/requests', { credential, body }),
      ({ number, dueOn }) => fill(acts.requestSent, { number, date: dateIn(host.language, dueOn) }),
    )
    if (!sent) return
    this.last = undefined
    form.reset()
  }

  override render(_: ShownProps, { wrong }: RequestState) {
    return (
      <form noValidate onSubmit={(event) => void this.send(event)}>
        <Field as="select" name="kind" label={acts.requestKind}>
          {optionsOf(kinds)}
        </Field>
        <Field as="select" name="scope" label={acts.requestScope}>
          {optionsOf(scopes)}
        </Field>
        <Field
          as="textarea"
          name="text"
          label={acts.requestText}
          wrong={wrong.text}
          attributes={{ rows: 4, maxLength: 4000 }}
        />
        <Field
          name="reply"
          label={acts.requestEmail}
          wrong={wrong.reply}
          attributes={{ type: 'email', autocomplete: 'email', maxLength: 254 }}
        />
        <button type="submit" class="kelisim-main">
          {acts.requestSend}
        </button>
      </form>
    )
  }
}
