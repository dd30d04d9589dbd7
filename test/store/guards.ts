import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { LedgerGuard, LedgerHead, VisitHiding } from '../../server/store/store.ts'

// What the store is given by whoever holds the secret: functions, which a store behind a wire is given where it runs.

const hashOf = (...parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Every fact of a head, in one order, whatever it was read from. */
const textOf = (head: LedgerHead): string =>
  [
    ...[head.eventArrival, head.entryArrival, head.checkpoint, head.sinceMs, head.sinceCheckpoint],
    ...[head.eventHash, head.entryHash, head.checkpointHash].map((hash) => Buffer.from(hash)),
    ...[head.sealedEventHash, head.sealedEntryHash].map((hash) => Buffer.from(hash)),
    head.isWhole,
  ]
    .map((fact) => (Buffer.isBuffer(fact) ? fact.toString('hex') : String(fact)))
    .join()

const bind = (head: LedgerHead) => createHmac('sha256', 'ledger').update(textOf(head)).digest()

/** Binds a ledger by a key of the tests' own. */
export const guard: LedgerGuard = {
  roll: (hash, { commitment }) => hashOf(hash, commitment),
  bind,
  isBound: (head) => timingSafeEqual(bind(head), head.keyedHash),
}

/** Hides visits by keys of the tests' own. */
export const hiding: VisitHiding = {
  makeKey: (day) => ({ key: hashOf('key', day), sealed: hashOf('sealed', day) }),
  openKey: (day) => hashOf('key', day),
  hide: (key, text) => createHmac('sha256', key).update(text).digest(),
}
