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

/** Keeps a choice: in the browser at once, on the server as soon as it can be told. */
export interface Keeper {
  /** Takes what the visitor ticked. Never rejects. */
  choose(grants: Partial<Grants>, surface?: DecisionContext['surface']): Promise<Outcome>
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
    // What was withdrawn meanwhile where nothing could note it, or from another owner, waits on.
    if (!/\wgranted/.test(readLocal(WAITING) ?? ''))
      writeLocal(WAITING, waiting.length || outbox.hasOthers() ? '1' : '')
    return waiting
  }
  const put = async (saved: SavedChoice, entries: readonly Entry[]) => {
    keep(saved)
    // A refusal that is never told is one not counted: nothing to remember it by until that has failed.
    if (entries.some(hasRecord) && !readLocal(WAITING)) writeLocal(WAITING, '1')
    // What answers the click is painted first; what takes a record back is written down at once.
    if (!entries.some(({ kind }) => kind === 'withdrawal'))
      await new Promise((resolve) => setTimeout(resolve))
    // What was not told yet and is now taken back need not be told any more.
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
      // A refusal holds without the server, which only counts it. Of a grant whose secret the page has removed it cannot be told.
      if (!entries.some(hasRecord) && saved.choice.kind === 'refused')
        return granted(before) ? 'not_stored' : 'saved'
      await flushed
      const isTold = entries.every((entry) => !hasRecord(entry) || teller.hasTaken(entry))
      return isTold && granted(remembered())?.isConfirmed !== false ? 'saved' : 'not_stored'
    },
    async resume() {
      const waiting = await flush()
      // What is chosen on this page is told by itself, and may not wait yet.
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

/** Answers what replaces the choice, in every place that keeps it. */
function createKeep({ site, sharedDomain, remembered, remember }: KeeperDeps) {
  return (saved: SavedChoice | undefined): void => {
    const old = granted(remembered())?.id
    if (old && old !== (saved && granted({ saved }))?.id && isOwn(old)) removeNameless(old)
    const isRefused = saved?.choice.kind === 'refused'
    // What was kept within the click lacks what belongs to a cookie.
    if (isRefused) removeCookie(NAME)
    writeLocal(NAME, saved ? formatChoice(saved.choice, saved.secret) : '')
    writeCookie(
      saved ? formatChoice(saved.choice) : '',
      saved ? lastDay(saved.choice, site.choiceDays) : '',
      // Where the server will say it: a grant that another host of the site still keeps ends before the server has heard.
      isRefused ? sharedDomain : undefined,
    )
    remember({ saved })
  }
}

/** What is left of a choice without a purpose, if anything is. */
function without(purpose: string, choice: GrantedChoice, { saved }: Recollection) {
  const purposes = { ...choice.purposes, [purpose]: false }
  return isAnyGranted(purposes) ? { ...saved, choice: { ...choice, purposes } } : undefined
}

/** Whether a record is among what is kept under the owner's name. */
const isOwn = (record: string) => readCopies(NAME).some((copy) => copy?.includes(record))

const isNoConsent = ({ kind }: Entry) => kind !== 'consent'
/** A refusal comes last: it is only counted, and a server that cannot count now must not keep a consent waiting. */
const inOrder = (entries: readonly Entry[]) => [
  ...entries.filter(hasRecord),
  ...entries.filter((entry) => !hasRecord(entry)),
]
const hasRecord = ({ kind }: Entry) => kind !== 'refusal'
