import type { Choice } from '../consent/choice.ts'
import type { Keeper } from '../consent/keeping/keeper.ts'
import type { Context, Part } from '../context.ts'
import { now } from '../page/builtins/now.ts'
import { ownKeys } from '../page/builtins/own-keys.ts'
import { ask, readJson } from '../page/network/ask.ts'
import type { SendResult } from '../page/network/send-result.ts'
import { makeUuidV7 } from '../page/random.ts'
import { saveFile } from '../page/storage/save-file.ts'
import type { Subject, SubjectRequest } from '../ui/my-data/facts/subject.ts'

const WITHDRAWAL = '/v1/me/withdrawal'

/** Returns whether a choice grants a purpose other than this one. */
const hasOthers = (choice: Choice | undefined, purpose: string) =>
  choice?.kind === 'granted' &&
  ownKeys(choice.purposes).some((id) => choice.purposes[id] && id !== purpose)

/** Sends requests to the server for the my-data panel. */
export const create: Part<Subject>['create'] = (context: Context) => {
  const { server, remembered, current, bring } = context
  const forget = async (purpose: string) => {
    const keeper = await bring<Keeper>('consent')
    // Without the keeper the other grants cannot be saved, so all grants end in this browser.
    return keeper ? keeper.forget(purpose) : context.choose({}, 'settings')
  }
  const newId = () => makeUuidV7(now())
  const own = () => {
    const { saved, stale } = remembered()
    const { choice, secret } = saved ?? stale ?? {}
    return choice?.kind === 'granted' && secret ? { id: choice.id, secret } : undefined
  }
  const askJson: Subject['ask'] = async <Body>(
    path: string,
    { method, credential, body }: SubjectRequest = {},
  ) => {
    const answer = await ask(server + path, {
      method: method ?? (body ? 'POST' : 'GET'),
      bearer: credential,
      body,
      type: 'application/json',
    })
    if (answer.kind !== 'accepted' || !answer.body) return answer as SendResult<Body>
    return { kind: 'accepted', body: await readJson<Body>(answer.body) }
  }
  return {
    own,
    newId,
    ask: askJson,
    async save(path, { credential, name }) {
      const type = name.endsWith('.html') ? 'text/html' : 'application/json'
      const answer = await ask(server + path, { method: 'GET', bearer: credential, type })
      if (answer.kind === 'accepted' && answer.body) saveFile(answer.body, name)
      return answer
    },
    async withdraw(credential, purpose) {
      const isOwn = credential.startsWith(own()?.id ?? '\n')
      if (isOwn && (!purpose || !hasOthers(current(), purpose))) {
        const outcome = await context.choose({}, 'settings')
        return { kind: 'accepted', body: outcome === 'saved' ? 'now' : 'later' }
      }
      const body = { id: newId(), ...(purpose && { purposes: [purpose] }) }
      const answer = await askJson(WITHDRAWAL, { credential, body })
      if (answer.kind !== 'accepted') return answer
      if (isOwn && purpose) await forget(purpose)
      return { kind: 'accepted', body: 'now' }
    },
  }
}
