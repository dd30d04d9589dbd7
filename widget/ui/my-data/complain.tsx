import type { UiHost } from '../props.ts'

/** How to complain to the authorised body or a court (DS-08), in the operator's words. */
export const Complain = ({ host }: { readonly host: UiHost }) => (
  <p>{__KELISIM_DETAILS__.complaint[host.language]}</p>
)
