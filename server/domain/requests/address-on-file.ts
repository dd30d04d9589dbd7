import { type OpenDeps, openSealed } from '../keys/open-sealed.ts'
import { idOf, type Thing } from '../subject/subject.ts'

/** Returns the address that a message was sent with; `undefined` where there is none, or it cannot be decrypted. */
export async function openAddress(thing: Thing, deps: OpenDeps): Promise<string | undefined> {
  const sealed = thing.kind === 'message' ? thing.message.email : null
  return (await openSealed(deps, 'messages.email', idOf(thing), sealed)) ?? undefined
}
