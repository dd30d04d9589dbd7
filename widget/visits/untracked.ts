/** Returns whether a visit to this page is never sent: by the school's list, or because the page is a draft preview (TR-12). */
export const isUntracked = () =>
  /[?&]preview=/.test(location.search) || __KELISIM_DETAILS__.untracked?.(location.pathname)
