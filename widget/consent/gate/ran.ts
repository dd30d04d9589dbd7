/** Marks what has run: a copy of the page, as Turbo keeps, has a copy of it, which must not be taken for another script. */
export const RAN = 'ran'

/** Whether this is a script that has run, or a copy of one. */
export const isCopyOfRun = ({ dataset }: HTMLElement): boolean => dataset.kelisim === RAN
