import type { ActBody, WorkFacts } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ActOn, Store, WorkKind, WorkState } from '../../store/store.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { ByActor } from '../registers/acting.ts'
import { type NameDeps, nameActor } from './actor-name.ts'

/** Who acted first. */
export interface FirstAct {
  readonly name: string
  /** Name of an account, or `system`. */
  readonly by: string
  readonly at: string
}

/** An act that was not done because somebody else has acted since. */
export interface ChangedMeanwhile {
  readonly first: FirstAct
}

const iso = (ms: number): string => new Date(ms).toISOString()

const presentAct = async (
  { name, by, atMs }: NonNullable<WorkState['lastAct']>,
  deps: NameDeps,
): Promise<FirstAct> => ({ name, by: await nameActor(by, deps), at: iso(atMs) })

/** Returns who works on something, as an account sees it. */
export const presentWork = async (
  { assignee, revision, lastAct, answerMail }: WorkState,
  deps: NameDeps & ByActor,
): Promise<WorkFacts> => ({
  ...{ revision, answerMail },
  assignee: assignee && (await nameActor(assignee, deps)),
  isMine: assignee === deps.actor,
  lastAct: lastAct && (await presentAct(lastAct, deps)),
})

/** Builds an act of an account on a message or request, as the client has named it. */
export function buildAct(
  given: ActBody,
  on: Pick<ActOn, 'kind' | 'ref' | 'name'>,
  deps: ByActor & {
    readonly clock: () => number
    readonly cryptography: Pick<Cryptography, 'randomBytes'>
  },
): ActOn {
  const atMs = deps.clock()
  const id = given.act ?? buildUuidV7(atMs, deps.cryptography.randomBytes(10))
  return { ...on, id, by: deps.actor, atMs, seen: given.seen }
}

/** Reads who came first. An act without a name is one of an earlier version. */
export async function readFirst(
  kind: WorkKind,
  ref: string,
  deps: NameDeps & { readonly store: Pick<Store, 'readWork'> },
): Promise<ChangedMeanwhile> {
  const act = (await deps.store.readWork(kind, ref))?.lastAct
  return { first: act ? await presentAct(act, deps) : { name: 'close', by: 'system', at: iso(0) } }
}
