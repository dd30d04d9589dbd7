import { Component } from 'preact'
import type { PurposeId } from '../../../server/contract/index.ts'
import { isGpc } from '../../page/is-gpc.ts'
import * as text from '../../text/kk.ts'
import { Entry, purposeTexts } from '../dialog/entry.tsx'
import { grantsOf } from '../granted.ts'
import { sameGrants } from '../grants.ts'
import { fill } from '../placeholder/fill.ts'
import type { Grants, UiHost } from '../props.ts'
import { ConsentDetails } from './consent-details.tsx'
import { DataKindSwitches } from './data-kinds.tsx'

interface SettingsProps {
  readonly host: UiHost
  onChoose(grants: Grants): void
  onWithdraw(): void
}

/** The second layer: each purpose by itself, off unless granted before (CB-04, CB-05). */
export class SettingsDialog extends Component<SettingsProps, Grants> {
  // Not a class field: its helper for older browsers is larger than the constructor.
  constructor(props: SettingsProps) {
    super(props)
    this.state = grantsOf(props.host.site, props.host.current())
  }

  togglePurpose(id: PurposeId): void {
    const { purposes, dataKinds } = this.state
    const none = sameGrants(this.props.host.site, false).dataKinds
    this.setState({
      purposes: { ...purposes, [id]: !purposes[id] },
      // When statistics are switched on again, every data kind is off.
      dataKinds: id === 'analytics' ? none : dataKinds,
    })
  }

  override render({ host, onChoose, onWithdraw }: SettingsProps, grants: Grants) {
    const choice = host.current()
    const isGranted = choice?.kind === 'granted'
    const choose = (isYes: boolean) => () => onChoose(sameGrants(host.site, isYes))
    return (
      <form method="dialog">
        <header>
          {/* The title takes the focus, so that no control is a key press away from being chosen. */}
          <h2 id="kelisim-title" tabIndex={-1} autofocus>
            {text.prefsTitle}
          </h2>
          <button type="submit">{text.prefsClose}</button>
        </header>
        <div class="kelisim-scroll">
          <p>{text.prefsIntro}</p>
          {isGpc(host.site) && !isGranted && <p>{text.bannerGpc}</p>}
          <ul>
            <Entry id="necessary" texts={purposeTexts.necessary} />
            {host.site.purposes.map((id) => this.renderPurpose(id, grants))}
          </ul>
          {isGranted && <p>{fill(text.prefsConsentId, { id: choice.id })}</p>}
        </div>
        <footer class="kelisim-buttons">
          <button type="button" onClick={() => onChoose(grants)}>
            {text.prefsSave}
          </button>
          <button type="button" onClick={choose(true)}>
            {text.bannerAccept}
          </button>
          <button type="button" onClick={choose(false)}>
            {text.bannerReject}
          </button>
          {isGranted && (
            <button type="button" onClick={onWithdraw}>
              {text.prefsWithdraw}
            </button>
          )}
        </footer>
      </form>
    )
  }

  renderPurpose(id: PurposeId, grants: Grants) {
    const { host } = this.props
    const isOn = grants.purposes[id] === true
    return (
      <Entry
        key={id}
        id={id}
        texts={purposeTexts[id]}
        isOn={isOn}
        onToggle={() => this.togglePurpose(id)}
      >
        {id === 'analytics' && isOn && (
          <DataKindSwitches
            host={host}
            kinds={grants.dataKinds}
            onChange={(dataKinds) => this.setState({ dataKinds })}
          />
        )}
        <ConsentDetails host={host} purpose={id} />
      </Entry>
    )
  }
}
