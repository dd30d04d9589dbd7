/** Message for a backup of a newer version, wherever it is loaded. */
export const NEWER_BACKUP =
  'This backup was made by a newer version of Kelisim. Restore it with that one.'
