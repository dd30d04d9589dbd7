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

/** Returns whether a legal hold keeps part of the data. */
const isPart = ({ keeps }: DeletionResult): boolean =>
  keeps.some(({ reason }) => reason === 'legal_hold')

/** Returns the text with the deletion's number; empty where nothing was deleted. */
const sayDone = (result: DeletionResult): string =>
  result.number
    ? fill(isPart(result) ? acts.myDeletedPart : my.myDeleted, { id: result.number })
    : ''

interface DeletionProps extends ShownProps {
  /** Returns to the room that led here. */
  onBack(): void
}

interface DeletionState {
  /** Response of the first step: what would be deleted and what kept. */
  readonly plan?: DeletionResult | undefined
  /** The first step failed. */
  readonly isUndone?: boolean
  /** All data must be kept. */
  readonly isKept?: boolean
}

/** Deletes in two steps (DS-13): the first only lists what would be deleted and what kept, and why. */
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
    // More data may have been added since the list; then it is listed again.
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

/** The question gets the focus, so that neither answer is triggered by one accidental key press. */
const focus = (element: HTMLElement | null): void => element?.focus()
