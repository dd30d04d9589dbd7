/** The one name under which the widget keeps anything: the cookie, the localStorage key and the IndexedDB database. */
export const NAME = 'kelisim'

/** localStorage key that is there only while something could not yet be told to the server. */
export const WAITING = 'kelisim-waiting'
