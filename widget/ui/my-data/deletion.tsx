import { Component } from 'preact'
import type { DeletionResult } from '../../../server/contract/index.ts'
import * as acts from '../../text/kk/my-acts.ts'
import * as my from '../../text/kk/my-data.ts'
import { fill } from '../placeholder/fill.ts'
import { dateIn } from './facts/dates.ts'
import type { ShownProps } from './room/runner.ts'

const categories: Readonly<Record<DeletionResult['keeps'][number]['what'], string>> = {
  visits: acts.visits,
  messages: acts.messages,
  consents: acts.consents,
  requests: acts.requests,
}
const reasons: Readonly<Record<DeletionResult['keeps'][number]['reason'], string>> = {
  proof_of_consent: acts.keptProof,
  legal_hold: acts.keptLaw,
}

const sayList = (said: string, items: readonly string[]): string =>
  fill(said, { list: items.join('; ') || acts.nothing })

/** Whether the law has had something kept. */
const isPart = ({ keeps }: DeletionResult): boolean =>
  keeps.some(({ reason }) => reason === 'legal_hold')

/** Names a deletion; nothing where there was none. */
const sayDone = (result: DeletionResult): string =>
  result.number
    ? fill(isPart(result) ? acts.myDeletedPart : my.myDeleted, { id: result.number })
    : ''

interface DeletionProps extends ShownProps {
  /** Back to where it was asked for. */
  onBack(): void
}

interface DeletionState {
  /** What the first step answered: what would go, and what would stay. */
  readonly plan?: DeletionResult | undefined
  /** The first step was not answered. */
  readonly isUndone?: boolean
  /** All of it must be kept. */
  readonly isKept?: boolean
}

/** Deletes in two steps (DS-13): coming here only says what would go and what would stay, and why. */
export class Deletion extends Component<DeletionProps, DeletionState> {
  override componentDidMount(): void {
    void this.ask()
  }

  async ask(confirm?: string | null): Promise<void> {
    const { run, subject, credential, onDeleted } = this.props
    const path = `/v1/me${confirm ? `?confirm=${confirm}` : ''}`
    const result = await run(
      () => subject.ask<DeletionResult>(path, { method: 'DELETE', credential }),
      (result) => (result.state === 'kept' ? acts.errKept : sayDone(result)),
    )
    if (result?.state === 'deleted' && result.number) {
      const kept = isPart(result) ? this.sayKept(result) : my.myDeletedKeep
      return onDeleted([sayDone(result), kept])
    }
    // More may have come in since it was listed: then it is listed anew.
    const isKept = result?.state === 'kept'
    const plan = isKept ? undefined : (result ?? this.state.plan)
    this.setState({ plan, isKept, isUndone: !plan && !isKept })
  }

  override render(_: DeletionProps, { plan, isUndone, isKept }: DeletionState) {
    if (isKept) return <p>{acts.errKept}</p>
    if (plan) return this.renderPlan(plan)
    if (!isUndone) return null
    return (
      <button type="button" onClick={() => void this.ask()}>
        {my.myAgain}
      </button>
    )
  }

  sayKept({ keeps }: DeletionResult): string {
    const kept = keeps.map(
      ({ what, reason, untilOn }) =>
        `${categories[what]} (${untilOn ? `${dateIn(this.props.host.language, untilOn)}: ` : ''}${reasons[reason]})`,
    )
    return sayList(acts.actKeeps, kept)
  }

  renderPlan(plan: DeletionResult) {
    const { deletes, confirm } = plan
    const gone = deletes.map(({ category, count }) => `${categories[category]} (${count})`)
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as part of a form
      <div role="group" aria-labelledby="kelisim-my-sure" tabIndex={-1} ref={focus}>
        <p id="kelisim-my-sure">{acts.actDeleteConfirm}</p>
        <p>{sayList(acts.actDeletes, gone)}</p>
        <p>{this.sayKept(plan)}</p>
        <div class="kelisim-acts">
          <button type="button" onClick={() => void this.ask(confirm)}>
            {acts.actDeleteYes}
          </button>
          <button type="button" onClick={this.props.onBack}>
            {acts.actCancel}
          </button>
        </div>
      </div>
    )
  }
}

/** The question takes the focus, so that neither answer is a key press away. */
const focus = (element: HTMLElement | null): void => element?.focus()
