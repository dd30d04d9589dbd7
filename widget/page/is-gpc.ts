/**
 * Whether the browser sends Global Privacy Control (CB-15). Some say it in the request alone, which the server then writes into
 * the site, some in the page alone.
 */
export const isGpc = (site: { readonly isGpc?: boolean | undefined }): boolean =>
  !!(site.isGpc || (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl)
