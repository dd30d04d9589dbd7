import type { Store } from '../../store/store.ts'
import { type OpenDeps, openSealed } from '../keys/open-sealed.ts'
import type { Acting } from '../registers/acting.ts'

/** Dependencies for reading names of accounts. */
export type NameDeps = OpenDeps & { readonly store: Pick<Store, 'findAccount'> }

/** Returns the name of an actor who is an account; its id where it is none, as of `system`, or it cannot be decrypted. */
export async function nameActor(actor: string, deps: NameDeps): Promise<string> {
  const account = await deps.store.findAccount(actor)
  if (!account) return actor
  return (await openSealed(deps, 'accounts.name', actor, account.name)) ?? actor
}

/** Returns the names of the accounts among the actors of some lines, by id. An auditor is shown no names. */
export async function nameActors(
  lines: readonly { readonly actor: string }[],
  { role }: Pick<Acting, 'role'>,
  deps: NameDeps,
): Promise<Readonly<Record<string, string>>> {
  const names: Record<string, string> = {}
  if (role === 'auditor') return names
  for (const actor of new Set(lines.map((line) => line.actor))) {
    const name = await nameActor(actor, deps)
    if (name !== actor) names[actor] = name
  }
  return names
}
