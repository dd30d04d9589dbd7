/**
 * Returns whether the browser sends Global Privacy Control (CB-15). Some browsers send only the header, which the server then
 * embeds in the site; some set only the property in the page.
 */
export const isGpc = (site: { readonly isGpc?: boolean | undefined }): boolean =>
  !!(site.isGpc || (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl)
