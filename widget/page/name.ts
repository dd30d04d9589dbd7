/** Whom choices on this page are given to, operator and server (`SiteDetails.owner`); the server writes it in. */
export const OWNER = '__KELISIM_OWNER__'

/**
 * The name under which a choice is kept, as cookie and localStorage key. Another operator's on the same domain, or another
 * server's on the same origin, has another: neither is read, overwritten or removed in the other's name.
 */
export const NAME = `kelisim-${OWNER}`

/** The name of before, which does not say whose a choice is: only the server can tell (`Keeper.resume`). */
export const NAMELESS = 'kelisim'

/** IndexedDB database of what could not yet be told; each entry says whom it is for. */
export const DATABASE = 'kelisim'

/** localStorage key that is there only while something could not yet be told to the server. */
export const WAITING = 'kelisim-waiting'
