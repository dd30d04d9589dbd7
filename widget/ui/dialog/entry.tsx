import type { ComponentChildren } from 'preact'
import * as text from '../../text/kk.ts'

export { purposeNames as purposeTexts } from '../settings/purpose-names.ts'

import { Switch } from '../settings/switch.tsx'

interface EntryProps {
  readonly id: string
  readonly texts: readonly [name: string, description: string]
  /** Absent: always on, without a control (CB-04). */
  readonly isOn?: boolean
  onToggle?(): void
  readonly children?: ComponentChildren
}

/** One purpose or data kind: name, description and switch. */
export const Entry = ({ id, texts: [name, description], isOn, onToggle, children }: EntryProps) => (
  <li>
    <div class="kelisim-entry">
      <strong id={`kelisim-${id}`}>{name}</strong>
      {isOn === undefined || !onToggle ? (
        <span>{text.prefsAlwaysOn}</span>
      ) : (
        <Switch labelledBy={`kelisim-${id}`} isOn={isOn} onToggle={onToggle} />
      )}
    </div>
    <p id={`kelisim-${id}-desc`}>{description}</p>
    {children}
  </li>
)
