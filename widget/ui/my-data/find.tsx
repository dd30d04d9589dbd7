import { Component } from 'preact'
import type { CodeRequestResult, CodeResult } from '../../../server/contract/index.ts'
import { ownKeys } from '../../page/builtins/own-keys.ts'
import * as my from '../../text/kk/my-data.ts'
import { fill } from '../placeholder/fill.ts'
import type { UiHost } from '../props.ts'
import { toLatin } from './facts/latin.ts'
import type { Subject } from './facts/subject.ts'
import { Field, readForm } from './field.tsx'
import type { Run } from './room/runner.ts'

export interface FindProps {
  readonly host: UiHost
  readonly subject: Subject
  readonly run: Run
  say(text: string): void
  /** Called with the credential that the person has entered. */
  onCredential(credential: string): void
}

interface FindState {
  readonly wrong: Readonly<Record<string, string>>
  /** Id of the code that was mailed. */
  readonly challenge?: string
}

const CODES = '/v1/me/codes'

/**
 * The two ways to access one's own messages: reference and code, or a one-time code to the address on file (DS-11). It asks
 * only for data that the school already has.
 */
export class Find extends Component<FindProps, FindState> {
  constructor(props: FindProps) {
    super(props)
    this.state = { wrong: {} }
  }

  /** Shows every wrong field at once, and continues if there is none. */
  submit(event: Event, rules: Rules, go: Go): void {
    event.preventDefault()
    const typed = readForm(event.currentTarget as HTMLFormElement)
    const wrong: Record<string, string> = {}
    for (const name of ownKeys(rules)) {
      const [shape, sentence, clean] = rules[name] as Rules[string]
      if (clean) typed[name] = clean(typed[name] ?? '')
      if (!typed[name]) wrong[name] = my.myRequired
      else if (!shape.test(typed[name])) wrong[name] = sentence
    }
    this.setState({ wrong })
    const { length } = ownKeys(wrong)
    if (length) this.props.say(fill(my.myErrors, { n: String(length) }))
    else go(typed)
  }

  openMessage(event: Event): void {
    this.submit(event, messageRules, ({ reference, secret }) =>
      this.props.onCredential(`K-${reference?.slice(1)}.${secret}`),
    )
  }

  askForCode(event: Event): void {
    this.submit(event, { email: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, my.myErrEmail] }, async (typed) => {
      const { host, run, subject } = this.props
      const body = { email: typed.email, language: host.language }
      const off = fill(my.myMailOff, { contact: __KELISIM_DETAILS__.contact })
      const asked = await run(
        () => subject.ask<CodeRequestResult>(CODES, { body }),
        my.myEmailSent,
        { mail_unavailable: off },
      )
      if (asked) this.setState({ challenge: asked.challenge })
    })
  }

  takeCode(event: Event): void {
    this.submit(event, { code: [/^\d{6}$/, my.myErrCode] }, async ({ code }) => {
      const { run, subject, onCredential } = this.props
      const path = `${CODES}/${this.state.challenge}`
      const taken = await run(() => subject.ask<CodeResult>(path, { body: { code } }), '', {
        code_refused: my.myErrCode,
      })
      if (taken) onCredential(`code.${taken.token}`)
    })
  }

  override render(_: FindProps, { wrong, challenge }: FindState) {
    return (
      <>
        <p>{my.myFindHint}</p>
        <form noValidate onSubmit={(event) => this.openMessage(event)}>
          <Field
            name="reference"
            label={my.myReference}
            wrong={wrong.reference}
            attributes={plain}
          />
          <Field name="secret" label={my.mySecret} wrong={wrong.secret} attributes={plain} />
          <button type="submit" class="kelisim-main">
            {my.myShow}
          </button>
        </form>
        <p>{my.myEmailHint}</p>
        <form noValidate onSubmit={(event) => this.askForCode(event)}>
          <Field name="email" label={my.myEmail} wrong={wrong.email} attributes={emailInput} />
          <button type="submit">{my.myEmailSend}</button>
        </form>
        {challenge && (
          <form noValidate onSubmit={(event) => this.takeCode(event)}>
            <Field name="code" label={my.myCode} wrong={wrong.code} attributes={codeInput} />
            <button type="submit">{my.myShow}</button>
          </form>
        )}
      </>
    )
  }
}

type Go = (typed: Record<string, string>) => void
/** The pattern of each field, the message for a mismatch, and the normalisation applied first. */
type Rules = Readonly<Record<string, [RegExp, string, ((typed: string) => string)?]>>

const messageRules = {
  reference: [/^K[2-9A-Z]{8}$/, my.myErrSecret, toLatin],
  secret: [/^[2-9A-Z]{28}$/, my.myErrSecret, toLatin],
} satisfies Rules

const plain = { autocomplete: 'off', autocapitalize: 'characters', spellcheck: false }
const emailInput = { type: 'email', autocomplete: 'email', maxLength: 254 }
const codeInput = { inputMode: 'numeric', autocomplete: 'one-time-code', maxLength: 6 } as const
