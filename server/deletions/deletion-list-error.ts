/**
 * The list of deletions is not what the database needs. Its message is a sentence for the operator: which file, what is wrong
 * with it, what to do. It holds nothing of a person.
 */
export class DeletionListError extends Error {
  override readonly name = 'DeletionListError'
}

/** What a knowing operator may do where a list is lost for good. */
export const LOST_FOR_GOOD =
  'Only where it is lost for good: npm run deletions -- --begin-anew. It begins a new list and says so in it; people who were ' +
  'deleted before can then come back with an older backup.'
