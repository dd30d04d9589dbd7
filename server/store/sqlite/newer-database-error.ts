/** The database holds tables of a version that is not known here. */
export class NewerDatabaseError extends Error {}
