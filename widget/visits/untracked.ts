/** Whether a visit to this page is never sent: by the school's list, or as a draft shown as a page (TR-12). */
export const isUntracked = () =>
  /[?&]preview=/.test(location.search) || __KELISIM_DETAILS__.untracked?.(location.pathname)
