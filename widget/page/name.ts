/** Recipient of choices on this page, operator and server (`SiteDetails.owner`); embedded by the server. */
export const OWNER = '__KELISIM_OWNER__'

/**
 * The name under which a choice is stored, as cookie and localStorage key. Another operator on the same domain, or another
 * server on the same origin, has another name: their choices are never read, overwritten or removed.
 */
export const NAME = `kelisim-${OWNER}`

/** The earlier name, which does not identify the recipient of a choice; only the server can tell (`Keeper.resume`). */
export const NAMELESS = 'kelisim'

/** IndexedDB database of unsent entries; each contains its recipient. */
export const DATABASE = 'kelisim'

/** localStorage key that exists only while entries are unsent. */
export const WAITING = 'kelisim-waiting'
