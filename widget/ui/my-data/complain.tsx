import type { UiHost } from '../props.ts'

/** How to complain to the authorised body or a court (DS-08), as written by the operator. */
export const Complain = ({ host }: { readonly host: UiHost }) => (
  <p>{__KELISIM_DETAILS__.complaint[host.language]}</p>
)
