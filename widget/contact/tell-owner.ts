import { warn } from '../page/warn.ts'

/** What is wrong with a page's form, to be put right by who wrote the page. */
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
