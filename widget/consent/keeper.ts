import type { ConsentResult } from '../../server/contract/index.ts'
import { NAME, WAITING } from '../page/name.ts'
import { createOutbox, type Told } from '../page/outbox.ts'
import { makeSecret, makeUuidV7 } from '../page/random.ts'
import { send } from '../page/send.ts'
import type { SendResult } from '../page/send-result.ts'
import { writeCookie, writeLocal } from '../page/write-saved.ts'
import type { GrantedChoice, Grants, Outcome } from './choice.ts'
import { lastDay, toDay } from './day.ts'
import { type DecisionContext, decide } from './decide.ts'
import { formatChoice } from './format-choice.ts'
import type { Recollection, SavedChoice } from './recall.ts'
import type { Entry } from './record.ts'

/** What a keeper is given. */
export interface KeeperDeps {
  readonly site: DecisionContext['site']
  readonly language: DecisionContext['language']
  readonly isGpc: boolean
  /** Origin of the server. */
  readonly server: string
  /** Whether the server may set its cookie. */
  readonly isOwnSite: boolean
  /** Milliseconds since 1970 UTC. */
  now(): number
  /** What the page remembers. */
  remembered(): Recollection
  /** Replaces it, and applies it to the page. */
  remember(next: Recollection): void
  /** Reads it anew from where it is saved. */
  reread(): void
}

/** Keeps a choice: in the browser at once, on the server as soon as it can be told. */
export interface Keeper {
  /** Takes what the visitor ticked. Never rejects. */
  choose(grants: Partial<Grants>, surface: DecisionContext['surface']): Promise<Outcome>
  /** Tells the server what still waits from earlier pages. */
  resume(): Promise<void>
  /**
   * The server does not take this purpose for granted: neither does the browser from now on. Default: it knows of no
   * grant at all.
   */
  forget(purpose?: string): void
}

/** The way in: the loader brings this file when a choice is made, or when one still waits to be told. */
export function createKeeper(deps: KeeperDeps): Keeper {
  const { site, remembered, remember } = deps
  const outbox = createOutbox<Entry>()
  const keep = (saved: SavedChoice | undefined) => {
    writeLocal(NAME, saved ? formatChoice(saved.choice, saved.secret) : '')
    writeCookie(
      saved ? formatChoice(saved.choice) : '',
      saved ? lastDay(saved.choice, site.choiceDays) : '',
    )
    remember({ saved })
  }
  const teller = createTeller(deps, keep)
  const flush = async () => {
    await outbox.flush(teller.tell)
    const waiting = await outbox.edit((entries) => entries)
    writeLocal(WAITING, waiting.length ? '1' : '')
    return waiting
  }
  return {
    async choose(grants, surface) {
      const context = { ...deps, surface, nowMs: deps.now(), makeId: makeUuidV7, makeSecret }
      const before = remembered().saved
      const { saved, entries } = decide(remembered(), grants, context)
      if (saved !== before) {
        keep(saved)
        // A refusal that is never told is one not counted: nothing to remember it by until that has failed.
        if (entries.some(hasRecord)) writeLocal(WAITING, '1')
        // What answers the click is painted first; what takes a record back is written down at once.
        if (!entries.some(({ kind }) => kind === 'withdrawal'))
          await new Promise((resolve) => setTimeout(resolve))
        // What was not told yet and is now taken back need not be told any more.
        await outbox.edit((waiting) => inOrder([...waiting.filter(isNoConsent), ...entries]))
      }
      const flushed = flush()
      // A refusal holds without the server, which only counts it.
      if (!entries.some(hasRecord) && saved.choice.kind === 'refused') return 'saved'
      await flushed
      const isTold = entries.every((entry) => !hasRecord(entry) || teller.hasTaken(entry))
      return isTold && granted(remembered())?.isConfirmed !== false ? 'saved' : 'not_stored'
    },
    async resume() {
      const waiting = await flush()
      if (granted(remembered())?.isConfirmed !== false || !waiting.every(isNoConsent)) return
      // Nothing will ever confirm it, unless another page just has.
      deps.reread()
      if (granted(remembered())?.isConfirmed === false) keep(undefined)
    },
    forget(purpose) {
      const choice = granted(remembered())
      if (!choice) return
      const purposes = purpose ? { ...choice.purposes, [purpose]: false } : {}
      const isAnyLeft = Object.values(purposes).includes(true)
      keep(isAnyLeft ? { ...remembered().saved, choice: { ...choice, purposes } } : undefined)
    },
  }
}

const isNoConsent = ({ kind }: Entry) => kind !== 'consent'
/** A refusal comes last: it is only counted, and a server that cannot count now must not keep a consent waiting. */
const inOrder = (entries: readonly Entry[]) => [
  ...entries.filter(hasRecord),
  ...entries.filter((entry) => !hasRecord(entry)),
]
const hasRecord = ({ kind }: Entry) => kind !== 'refusal'
const granted = ({ saved }: Recollection): GrantedChoice | undefined =>
  saved?.choice.kind === 'granted' ? saved.choice : undefined

/** Tells the server one entry at a time and takes its answer to heart. */
function createTeller(deps: KeeperDeps, keep: (saved: SavedChoice | undefined) => void) {
  const { server, isOwnSite, remembered } = deps
  /** Idempotency keys of what the server has taken. */
  const taken = new Set<string>()
  const isCurrent = (entry: Entry) =>
    entry.kind === 'consent' && entry.record === granted(remembered())?.id

  return {
    hasTaken: (entry: Entry) => entry.kind !== 'refusal' && taken.has(entry.body.id),
    async tell(entry: Entry): Promise<Told> {
      // The visitor has changed their mind before the server heard of it.
      if (entry.kind === 'consent' && !isCurrent(entry)) return 'refused'
      const bearer = entry.kind === 'withdrawal' ? entry.bearer : undefined
      const result = await send<Partial<ConsentResult>>(server + entry.path, entry.body, {
        bearer,
        isOwnSite,
      })
      const told = judgeAnswer(entry, result)
      if (told === 'accepted' && entry.kind !== 'refusal') taken.add(entry.body.id)
      const { saved } = remembered()
      // A choice may have been made while the answer was on its way.
      if (told !== 'later' && isCurrent(entry) && saved?.choice.kind === 'granted')
        keep(
          told === 'accepted'
            ? { ...saved, choice: confirm(saved.choice, result, deps) }
            : undefined,
        )
      return told
    },
  }
}

/**
 * The choice once the server has it; its last day is the server's, whose clock decides. Where the browser's own clock is so
 * wrong that it would take that day for over, or for too far away, its own day stays: else it would ask on every page.
 */
function confirm(
  choice: GrantedChoice,
  result: SendResult<Partial<ConsentResult>>,
  { now, site }: KeeperDeps,
): GrantedChoice {
  const validUntil = result.kind === 'accepted' ? result.body?.receipt?.validUntil : undefined
  const day = /^\d{4}-\d\d-\d\d/.exec(validUntil ?? '')?.[0] ?? ''
  const isBelieved = day >= toDay(now()) && day <= toDay(now(), site.choiceDays + 1)
  return { ...choice, expiresOn: isBelieved ? day : choice.expiresOn, isConfirmed: true }
}

/** What an answer means for an entry. */
export function judgeAnswer(entry: Pick<Entry, 'kind'>, result: SendResult): Told {
  if (result.kind === 'accepted') return 'accepted'
  if (result.kind === 'offline') return 'later'
  const { status, code } = result
  // Busy, slow or broken: RFC 9110 section 15.5.9, RFC 6585 section 4. Without a code it is not the server that spoke.
  if (status >= 500 || status === 408 || status === 429 || !code) return 'later'
  // A record that the server does not have, or has ended, is as good as taken back.
  const isGone = status === 404 || code.startsWith('consent_')
  return entry.kind === 'withdrawal' && isGone ? 'accepted' : 'refused'
}
