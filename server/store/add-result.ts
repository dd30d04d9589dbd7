/** `duplicate`: the same write was stored before and nothing changed. `conflict`: the id belongs to another's write. */
export type AddResult = 'stored' | 'duplicate' | 'conflict'
