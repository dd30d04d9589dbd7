/**
 * The list of deletions does not match the database. The message tells the operator which file, what is wrong with it and
 * what to do. It contains no personal data.
 */
export class DeletionListError extends Error {
  override readonly name = 'DeletionListError'
}

/** What an operator can do where a list is lost for good. */
export const LOST_FOR_GOOD =
  'Only where it is lost for good: npm run deletions -- --begin-anew. It begins a new list and says so in it; people who were ' +
  'deleted before can then come back with an older backup.'
