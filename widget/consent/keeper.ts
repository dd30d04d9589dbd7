import { createOutbox, type Told } from '../page/outbox.ts'
import { makeSecret, makeUuidV7 } from '../page/random.ts'
import { send } from '../page/send.ts'
import { readCookies, readLocal, writeCookie, writeLocal } from '../page/storage.ts'
import type { Grants, Outcome } from '../ui/props.ts'
import type { Choice } from './choice.ts'
import { type DecisionContext, decide } from './decide.ts'
import type { Entry } from './record.ts'
import {
  formatChoice,
  lastDay,
  type Recollection,
  recall,
  type SavedChoice,
} from './saved-choice.ts'

/** What a keeper is given. */
export interface KeeperDeps {
  readonly site: DecisionContext['site'] & Parameters<typeof recall>[1]
  readonly language: DecisionContext['language']
  readonly isGpc: boolean
  /** Origin of the server. */
  readonly server: string
  /** Whether the server may set its cookie. */
  readonly isOwnSite: boolean
  /** Milliseconds since 1970 UTC. */
  now(): number
  /** Called after every change of the choice, its confirmation included. */
  onChange(): void
}

/** Keeps the choice: in the browser at once, on the server as soon as it can be told. */
export interface Keeper {
  current(): Choice | undefined
  /** Why the visitor is asked again. */
  reask(): Recollection['reask']
  /** Takes what the visitor ticked. Never rejects. */
  choose(grants: Partial<Grants>, surface: DecisionContext['surface']): Promise<Outcome>
  /** Tells the server what still waits from earlier pages. Does nothing, and opens nothing, before a first choice. */
  resume(): Promise<void>
  /** Reads the choice anew: another page may have changed it. */
  reread(): void
  /** The server does not take this purpose for granted: neither does the browser from now on. */
  forget(purpose: string): void
}

const TRY_LATER = [408, 429]

/** Remembers what the browser keeps, and waits for choices. */
export function createKeeper(deps: KeeperDeps): Keeper {
  const { site, now, onChange } = deps
  const outbox = createOutbox<Entry>()
  /** Idempotency keys of what the server has taken. */
  const taken = new Set<string>()

  const read = () => recall([...readCookies(), readLocal()], site, now())
  let memory = read()

  const keep = (saved: SavedChoice | undefined) => {
    memory = { saved }
    writeLocal(saved ? formatChoice(saved.choice, saved.secret) : '')
    writeCookie(
      saved ? formatChoice(saved.choice) : '',
      saved ? lastDay(saved.choice, site.choiceDays) : '1970-01-01',
    )
    onChange()
  }
  const granted = () => (memory.saved?.choice.kind === 'granted' ? memory.saved.choice : undefined)

  const tell = async (entry: Entry): Promise<Told> => {
    const isCurrent = () => entry.kind === 'consent' && entry.record === granted()?.id
    // The visitor has changed their mind before the server heard of it.
    if (entry.kind === 'consent' && !isCurrent()) return 'refused'
    const result = await send(deps.server + entry.path, entry.body, {
      bearer: entry.kind === 'withdrawal' ? entry.bearer : undefined,
      isOwnSite: deps.isOwnSite,
    })
    if (result.kind === 'offline') return 'later'
    if (result.kind === 'refused') {
      if (result.status >= 500 || TRY_LATER.includes(result.status)) return 'later'
      if (isCurrent()) keep(undefined)
      // A record that the server does not have, or has ended, is as good as taken back.
      if (entry.kind !== 'withdrawal' || !/^consent_/.test(result.code ?? '')) return 'refused'
    }
    if (entry.kind !== 'refusal') taken.add(entry.body.id)
    const choice = granted()
    if (choice && isCurrent()) keep({ ...memory.saved, choice: { ...choice, isConfirmed: true } })
    return 'accepted'
  }

  return {
    current: () => memory.saved?.choice,
    reask: () => memory.reask,
    async choose(grants, surface) {
      const context = { ...deps, surface, nowMs: now(), makeId: makeUuidV7, makeSecret }
      const { saved, entries } = decide(memory, grants, context)
      if (entries.length || memory.saved !== saved) keep(saved)
      await outbox.edit((waiting) => [
        ...(entries.length ? waiting.filter(({ kind }) => kind !== 'consent') : waiting),
        ...entries,
      ])
      const telling = outbox.flush(tell)
      // A refusal holds without the server, which only counts it.
      if (entries.every(({ kind }) => kind === 'refusal') && !granted()) return 'saved'
      await telling
      const isTold = entries.every((entry) => entry.kind === 'refusal' || taken.has(entry.body.id))
      return isTold && granted()?.isConfirmed !== false ? 'saved' : 'not_stored'
    },
    async resume() {
      if (!memory.saved && !memory.stale) return
      await outbox.flush(tell)
      const waiting = await outbox.edit((entries) => entries)
      if (granted()?.isConfirmed !== false || waiting.some(({ kind }) => kind === 'consent')) return
      // Nothing will ever confirm it, unless another page just has.
      memory = read()
      if (granted()?.isConfirmed === false) keep(undefined)
      else onChange()
    },
    reread() {
      memory = read()
      onChange()
    },
    forget(purpose) {
      const choice = granted()
      if (!choice) return
      const purposes = { ...choice.purposes, [purpose]: false }
      const isAnyLeft = Object.values(purposes).includes(true)
      keep(isAnyLeft ? { ...memory.saved, choice: { ...choice, purposes } } : undefined)
    },
  }
}
