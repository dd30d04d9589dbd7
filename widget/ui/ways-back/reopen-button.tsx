import type { Language } from '../../../server/contract/index.ts'
import * as text from '../../text/kk.ts'

/** Class of the button, by which it is told from the page's own links. */
export const OWN = 'kelisim-reopen'

/** What the widget says of a choice lies above it. */
const STYLE =
  'all:revert;direction:ltr;position:fixed;left:8px;bottom:8px;padding:14px;font:14px system-ui;z-index:calc(var(--kelisim-z,2147483000) - 1)'

/** Opens the settings, as every link of the page's that is marked so. */
export const ReopenButton = ({ language }: { readonly language: Language }) => (
  <button type="button" lang={language} class={OWN} data-kelisim="settings" style={STYLE}>
    {text.prefsTitle}
  </button>
)
