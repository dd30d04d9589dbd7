/** Marks scripts that have run: a copy of the page's HTML, as Turbo stores it, contains copies that must not run again. */
export const RAN = 'ran'

/** Returns whether a script has run, or is a copy of one that has. */
export const isCopyOfRun = ({ dataset }: HTMLElement): boolean => dataset.kelisim === RAN
