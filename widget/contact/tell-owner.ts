import { warn } from '../page/warn.ts'

/** Warns the page's author about problems of the form. */
export function tellOwner(missing: readonly string[], policyVersion: string): void {
  if (missing.length > 0)
    warn(
      `contact form is left as it is: it has no ${missing.join(', ')}. Name the controls so, or add data-kelisim-field="…" to them, or use <div data-kelisim="contact">.`,
    )
  if (policyVersion && policyVersion !== __KELISIM_DETAILS__.policyVersion)
    warn(
      `contact form names policy ${policyVersion}, which is not in force. Take policyVersion and the consent text out of it: both are shown here.`,
    )
}
