/** Told to the root as soon as something was chosen, so that whatever asks can go. */
export const CHOSEN = 'kelisim-chosen'
