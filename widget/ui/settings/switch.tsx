import * as text from '../../text/kk.ts'
import { Said } from './said.tsx'

interface SwitchProps {
  /** Id of the element that labels it; with the suffix `-desc`, of the one that describes it. */
  readonly labelledBy: string
  readonly isOn: boolean
  onToggle(): void
}

/** A switch that shows its state in words and by position, not by colour alone (AX-03). */
export const Switch = ({ labelledBy, isOn, onToggle }: SwitchProps) => (
  <button
    type="button"
    role="switch"
    class="kelisim-switch"
    aria-checked={isOn}
    aria-labelledby={labelledBy}
    aria-describedby={`${labelledBy}-desc`}
    onClick={onToggle}
  >
    <Said text={isOn ? text.prefsOn : text.prefsOff} />
    <i />
  </button>
)
