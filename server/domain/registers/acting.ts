import type { Role } from '../../contract/staff/roles.ts'

/** A signed-in member of staff who calls an operation. */
export interface Acting {
  /** The account's id; the actor of every audit line about what it does. */
  readonly id: string
  readonly role: Role
}

/** Dependencies of an act of staff: whose act it is. */
export interface ByActor {
  /** The actor of its audit lines: an account's id. */
  readonly actor: string
}

/** Returns dependencies of an act of this member of staff. */
export const actingAs = <Deps extends object>(deps: Deps, { id }: Acting): Deps & ByActor => ({
  ...deps,
  actor: id,
})
