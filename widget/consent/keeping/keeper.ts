import { NAME, WAITING } from '../../page/name.ts'
import { makeSecret, makeUuidV7 } from '../../page/random.ts'
import { createOutbox } from '../../page/storage/outbox.ts'
import { removeCookie } from '../../page/storage/remove-kept.ts'
import { readCopies, readLocal } from '../../page/storage/saved.ts'
import { removeNameless, writeCookie, writeLocal } from '../../page/storage/write-saved.ts'
import type { GrantedChoice, Grants, Outcome } from '../choice.ts'
import { lastDay } from '../day.ts'
import { type DecisionContext, decide } from '../decide.ts'
import { formatChoice } from '../format-choice.ts'
import { granted, isAnyGranted } from '../granted.ts'
import type { KeeperDeps } from './keeper-deps.ts'
import { prove } from './prove.ts'
import type { Recollection, SavedChoice } from './recall.ts'
import type { Entry } from './record.ts'
import { createTeller } from './teller.ts'
import { takeUntold } from './untold.ts'

/** Stores a choice: in the browser at once, on the server as soon as it can be reached. */
export interface Keeper {
  /** Applies the visitor's selection. Never rejects. */
  choose(grants: Partial<Grants>, surface?: DecisionContext['surface']): Promise<Outcome>
  /** Sends entries that are still queued from earlier pages. */
  resume(): Promise<void>
  /** Removes a grant that the server rejects. Default: the server has no grant at all, so all are removed. */
  forget(purpose?: string): void
}

/** Creates the keeper. The loader loads this file when a choice is made, or when an entry is still queued. */
export function createKeeper(deps: KeeperDeps): Keeper {
  const { remembered } = deps
  const outbox = createOutbox<Entry>()
  const keep = createKeep(deps)
  const teller = createTeller(deps, keep)
  let hasChosen = false
  const now = () => ({ ...deps, nowMs: deps.now(), makeId: makeUuidV7, makeSecret })
  const flush = async () => {
    await takeUntold(outbox, now())
    await outbox.flush(teller.tell)
    const waiting = await outbox.edit((entries) => entries)
    // Entries added meanwhile by a withdrawal without the keeper, or by another owner, are still queued.
    if (!/\wgranted/.test(readLocal(WAITING) ?? ''))
      writeLocal(WAITING, waiting.length || outbox.hasOthers() ? '1' : '')
    return waiting
  }
  const put = async (saved: SavedChoice, entries: readonly Entry[]) => {
    keep(saved)
    // A refusal that is never sent is only one not counted, so it is not marked as waiting until sending has failed.
    if (entries.some(hasRecord) && !readLocal(WAITING)) writeLocal(WAITING, '1')
    // The click's effect is painted first; a withdrawal is queued at once.
    if (!entries.some(({ kind }) => kind === 'withdrawal'))
      await new Promise((resolve) => setTimeout(resolve))
    // A queued consent that is now withdrawn need not be sent any more.
    await outbox.edit((waiting) => inOrder([...waiting.filter(isNoConsent), ...entries]))
  }
  return {
    async choose(grants, surface = 'api') {
      hasChosen = true
      const context = { ...now(), surface }
      const before = remembered()
      const { saved, entries } = decide(before, grants, context)
      if (saved !== before.saved) await put(saved, entries)
      const flushed = flush()
      // A refusal is valid without the server. If the page has removed a grant's secret, it cannot be withdrawn there.
      if (!entries.some(hasRecord) && saved.choice.kind === 'refused')
        return granted(before) ? 'not_stored' : 'saved'
      await flushed
      const isTold = entries.every((entry) => !hasRecord(entry) || teller.hasTaken(entry))
      return isTold && granted(remembered())?.isConfirmed !== false ? 'saved' : 'not_stored'
    },
    async resume() {
      const waiting = await flush()
      // A choice made on this page is sent by `choose`, and may not be in the queue yet.
      if (hasChosen || granted(remembered())?.isConfirmed !== false || !waiting.every(isNoConsent))
        return
      // Another page may just have confirmed it.
      deps.reread()
      const { saved } = remembered()
      if (saved?.choice.kind === 'granted' && !saved.choice.isConfirmed)
        await prove({ ...saved, choice: saved.choice }, deps, keep)
    },
    forget(purpose) {
      const choice = granted(remembered())
      if (choice) keep(purpose ? without(purpose, choice, remembered()) : undefined)
    },
  }
}

/** Returns the function that replaces the choice in every place that stores it. */
function createKeep({ site, sharedDomain, remembered, remember }: KeeperDeps) {
  return (saved: SavedChoice | undefined): void => {
    const old = granted(remembered())?.id
    if (old && old !== (saved && granted({ saved }))?.id && isOwn(old)) removeNameless(old)
    const isRefused = saved?.choice.kind === 'refused'
    // The cookie written within the click lacks some attributes.
    if (isRefused) removeCookie(NAME)
    writeLocal(NAME, saved ? formatChoice(saved.choice, saved.secret) : '')
    writeCookie(
      saved ? formatChoice(saved.choice) : '',
      saved ? lastDay(saved.choice, site.choiceDays) : '',
      // Where the server will be informed: a grant stored by another host of the site ends even before the server is.
      isRefused ? sharedDomain : undefined,
    )
    remember({ saved })
  }
}

/** Returns a choice without a purpose, or `undefined` if nothing else is granted. */
function without(purpose: string, choice: GrantedChoice, { saved }: Recollection) {
  const purposes = { ...choice.purposes, [purpose]: false }
  return isAnyGranted(purposes) ? { ...saved, choice: { ...choice, purposes } } : undefined
}

/** Returns whether a record is stored under the owner's name. */
const isOwn = (record: string) => readCopies(NAME).some((copy) => copy?.includes(record))

const isNoConsent = ({ kind }: Entry) => kind !== 'consent'
/** Refusals come last: they are only counted, and a server that cannot count now must not delay a consent. */
const inOrder = (entries: readonly Entry[]) => [
  ...entries.filter(hasRecord),
  ...entries.filter((entry) => !hasRecord(entry)),
]
const hasRecord = ({ kind }: Entry) => kind !== 'refusal'
