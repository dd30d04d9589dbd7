import type {
  BreachBody,
  FieldProblem,
  PaperConsentBody,
  ProcessorBody,
} from '../../contract/index.ts'

/** Problems of an entry's fields beside each other: a reason for each wrong one. */
export type SenseProblems = Record<string, FieldProblem>

/** Fields of an entry that are right by themselves; the others are reported already. */
type Valid<T> = Readonly<Partial<T>>

/** Nothing that a register holds is older; an earlier year is a slip of the pen. */
const EARLIEST = '2000-01-01'

/** Reports days and moments that are too long ago, or still to come. ISO 8601, compared as text of one form. */
export function findTimeProblems(
  given: Readonly<Record<string, string | undefined>>,
  now: string,
): SenseProblems {
  const problems: SenseProblems = {}
  for (const [field, time] of Object.entries(given)) {
    if (time === undefined) continue
    if (time < EARLIEST) problems[field] = 'in_past'
    else if (time > now) problems[field] = 'in_future'
  }
  return problems
}

const isBefore = (end: string | undefined, beginning: string | undefined): boolean =>
  end !== undefined && beginning !== undefined && end < beginning

/** A paper is signed before it is registered, and withdrawn after it was signed. */
export const findPaperProblems = (
  { date, withdrawnOn }: Valid<PaperConsentBody>,
  today: string,
): SenseProblems => ({
  ...findTimeProblems({ date, withdrawnOn }, today),
  ...(isBefore(withdrawnOn, date) && { withdrawnOn: 'reversed' }),
})

/** A contract and an agreement may begin later; neither ends before it begins. */
export function findProcessorProblems({
  contractDate,
  confidentialityDate,
  confidentialityUntil,
  endedOn,
}: Valid<ProcessorBody>): SenseProblems {
  const begin = findTimeProblems({ contractDate, confidentialityDate }, '9999-12-31')
  return {
    ...begin,
    ...(isBefore(confidentialityUntil, confidentialityDate) && {
      confidentialityUntil: 'reversed',
    }),
    ...(isBefore(endedOn, contractDate) && { endedOn: 'reversed' }),
  }
}

const utc = (instant: string | undefined): string | undefined =>
  instant && new Date(instant).toISOString()

/** A breach is discovered before it is recorded, and nobody was told of it before. */
export function findBreachProblems(
  { discoveredAt, affected = [], authorityTold, peopleTold }: Valid<BreachBody>,
  { nowMs, today }: { readonly nowMs: number; readonly today: string },
): SenseProblems {
  const discovered = utc(discoveredAt)
  const told = {
    'authorityTold.at': utc(authorityTold?.at),
    'peopleTold.at': utc(peopleTold?.at),
  }
  const now = new Date(nowMs).toISOString()
  const problems = findTimeProblems({ discoveredAt: discovered, ...told }, now)
  for (const [field, at] of Object.entries(told))
    if (isBefore(at, discovered)) problems[field] = 'reversed'
  for (const [index, { from, to }] of affected.entries()) {
    if (to > today) problems[`affected.${index}.to`] = 'in_future'
    if (to < from) problems[`affected.${index}.to`] = 'reversed'
  }
  return problems
}
