import type { LedgerProblem } from '../../domain/ledger/verify-rows.ts'
import type { DatabaseVerification } from '../../ledger/verify-snapshot.ts'

type Say = (line: string) => void

/** Replaces characters that a terminal could interpret: whoever wrote to the file may have chosen the id. */
const plain = (text: string): string => text.replaceAll(/[^\w .:-]/g, '?').slice(0, 80)

const describe = ({ part, number, id, what }: LedgerProblem): string =>
  `${part}${number === undefined ? '' : ` ${number}`}${id === undefined ? '' : ` (${plain(id)})`}: ${what}`

const iso = (ms: number): string => new Date(ms).toISOString()

/** Prints what was proved, and by what. */
function tellVerified({ secret, boundSince, publishedUpTo }: DatabaseVerification, say: Say): void {
  if (secret === 'checked') {
    say(
      'Verified with the secret: nobody who has only the database file has changed, put in or cut off consents, register lines, ' +
        'checkpoints or signing keys.',
    )
    if (boundSince && boundSince.sinceCheckpoint > 0)
      say(
        `  It holds from ${iso(boundSince.sinceMs)} on: until then, up to checkpoint ${boundSince.sinceCheckpoint}, the database was not ` +
          'bound to the secret and was taken over as it stood.',
      )
  }
  if (publishedUpTo > 0)
    say(
      `Verified with the published checkpoints: everything up to checkpoint ${publishedUpTo} is as it was when that was published.`,
    )
}

const WITHOUT_SECRET: Readonly<Record<DatabaseVerification['secret'], string | undefined>> = {
  checked: undefined,
  missing: 'KELISIM_SECRET is not at hand',
  wrong: 'KELISIM_SECRET is not the one of this database',
  not_bound: 'no server of this version has opened this database yet',
}

/** Prints what was not checked, and what somebody could have changed unnoticed. */
function tellUnchecked(
  { secret, publishedUpTo, checkpoints, isNamesChecked }: DatabaseVerification,
  say: Say,
): void {
  const reason = WITHOUT_SECRET[secret]
  if (reason)
    say(
      `Not checked: whether the signing keys are this server's, and whether the end of the ledger was cut off or added to; ${reason}.`,
    )
  if (!isNamesChecked) say(`Names were not checked: ${reason}.`)
  if (publishedUpTo === 0)
    say(
      'Not checked: published checkpoints (--checkpoint FILE). Without them it does not show whether the whole file was replaced by an ' +
        'older copy of itself, or written anew by somebody who has the secret.',
    )
  else if (publishedUpTo < checkpoints)
    say(
      `Not checked: what was sealed after checkpoint ${publishedUpTo}, the last one in the file of published checkpoints.`,
    )
}

function tellProblems({ problems, problemCount }: DatabaseVerification, say: Say): void {
  say(`NOT as it was written: ${problemCount} problem${problemCount === 1 ? '' : 's'}. The first:`)
  for (const problem of problems) say(`  ${describe(problem)}`)
}

/** Prints the result of a verification: what is proved by what, and what is not. @returns whether no problem was found. */
export function tellVerification(result: DatabaseVerification, say: Say): boolean {
  const { events, entries, checkpoints, sealedAtMs, problemCount, breaks } = result
  say(`${events.rows} consent events, ${entries.rows} register lines, ${checkpoints} checkpoints.`)
  if (sealedAtMs !== null) {
    const waiting = events.unsealed + entries.unsealed
    say(`Sealed until ${iso(sealedAtMs)}; ${waiting} written since.`)
  }
  for (const { line, atMs } of breaks)
    say(
      `The server says in register line ${line} (${iso(atMs)}) that the ledger had been changed without the secret: what was written ` +
        'between the checkpoint before that line and the line is not proved.',
    )
  if (problemCount > 0) tellProblems(result, say)
  else if (breaks.length === 0) tellVerified(result, say)
  tellUnchecked(result, say)
  say('Not checked: visits, messages, requests and restrictions. They are no part of the ledger.')
  const isProved = result.secret === 'checked' || result.publishedUpTo > 0
  if (problemCount === 0 && breaks.length === 0 && !isProved)
    say(
      'Nothing contradicts itself. That alone proves nothing against somebody who could write the file.',
    )
  return problemCount === 0 && breaks.length === 0 && result.secret !== 'wrong'
}
