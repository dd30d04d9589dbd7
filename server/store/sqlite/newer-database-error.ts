/** The database contains tables of an unknown, newer version. */
export class NewerDatabaseError extends Error {}
