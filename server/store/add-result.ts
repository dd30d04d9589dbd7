/** `duplicate`: the same write was stored before and nothing changed. `conflict`: the id belongs to another write. */
export type AddResult = 'stored' | 'duplicate' | 'conflict'
