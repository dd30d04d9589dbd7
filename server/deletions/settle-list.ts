import { continues, type DeletionList, type Fit, fitList, type KnownList } from './deletion-list.ts'
import { DeletionListError, LOST_FOR_GOOD } from './deletion-list-error.ts'
import { isSameFile, readList } from './list-file.ts'

/** Places where a list is searched. */
export interface Places {
  /** The configured place. */
  readonly place: string
  /** Its place when the database was last open; `null` where it had none yet. */
  readonly lastPlace: string | null
}

/** The list of a database. Where it is at another place, or not in its final form, it must be written to its place first. */
export interface Settled {
  readonly list: DeletionList
  readonly isElsewhere: boolean
  /** A list at another place which this one continues, and which must get a `moved` line. */
  readonly earlier?: DeletionList
}

const wrong: Readonly<
  Record<Exclude<Fit, 'right'>, (list: DeletionList, known: KnownList) => string>
> = {
  another: (list, known) =>
    `belongs to another database (${list.databaseId}; this one is ${known.databaseId})`,
  shorter: (list, known) =>
    `is shorter than it was: it holds ${list.content.length} bytes, and the database knows of ${known.byteCount} (${known.lineCount} lines)`,
  different: (_, known) =>
    `is not the one that this database knows: its first ${known.lineCount} lines are others`,
}

const SETTING =
  'Its place is backups.deletionsFile of the configuration, else deletions.log in backups.folder, else beside the database.'

/** Returns what is wrong with a list, as the rest of a sentence; `undefined` where it is complete and the database's own. */
export function findFault(list: DeletionList, known: KnownList): string | undefined {
  const fit = fitList(list, known)
  if (fit !== 'right') return wrong[fit](list, known)
  if (list.badLine !== undefined) return `has a line that cannot be read: ${list.badLine}`
  return undefined
}

function describeAbsence({ place, lastPlace }: Places, known: KnownList): string {
  const last =
    lastPlace === null || isSameFile(place, lastPlace)
      ? ''
      : ` It was last at ${lastPlace}, and is not there either (is that disk mounted?).`
  return (
    `The list of deletions ${place} is not there.${last} The database ${known.databaseId} knows of ${known.lineCount} lines ` +
    `in it. Without it, people who were deleted would come back with a backup. ${SETTING} Put it back. ${LOST_FOR_GOOD}`
  )
}

/** Returns the list at another place if it is right; one that is unreadable or another database's proves nothing. */
function readOther({ place, lastPlace }: Places, at: DeletionList | undefined, known: KnownList) {
  const other = lastPlace !== null && !isSameFile(place, lastPlace) ? lastPlace : at?.movedTo
  if (other === undefined || isSameFile(place, other)) return undefined
  try {
    const list = readList(other)
    return list && findFault(list, known) === undefined ? list : undefined
  } catch {
    return undefined
  }
}

/**
 * Finds the list of a database that knows its list. Follows a change of place; of two lists it takes the one that continues
 * the other.
 *
 * @throws {DeletionListError} where none is right, or two differ.
 */
export function settleKnown(places: Places, known: KnownList): Settled {
  const at = readList(places.place)
  const other = readOther(places, at, known)
  if (other) return chooseOf(at, other, known)
  if (!at) throw new DeletionListError(describeAbsence(places, known))
  const fault =
    findFault(at, known) ??
    (at.movedTo && `has moved: it goes on at ${at.movedTo}, and the right one is not there`)
  if (!fault) return { list: at, isElsewhere: at.isEdited }
  throw new DeletionListError(
    `The list of deletions ${at.path} ${fault}. ${SETTING} Put the right one there. ${LOST_FOR_GOOD}`,
  )
}

/** Of the list at its place and a right one elsewhere, returns the one that continues the other. */
function chooseOf(at: DeletionList | undefined, other: DeletionList, known: KnownList): Settled {
  if (!at || continues(other, at)) return { list: other, isElsewhere: true, earlier: other }
  if (findFault(at, known) === undefined && continues(at, other))
    return { list: at, isElsewhere: at.isEdited || at.movedTo !== undefined, earlier: other }
  throw new DeletionListError(
    `There are two lists of deletions, and they differ: ${at.path} and ${other.path}. Name the right one in ` +
      'backups.deletionsFile and move the other away; lines that only one of them has can be added at the end of the right one.',
  )
}

/** What a database without an id reveals about its erasures. */
export interface Evidence {
  /** Whether it is empty, and so new. */
  readonly isNew: boolean
  /** Whether a message or a person was ever erased in it. */
  readonly hasErased: boolean
  /** Ids that its register of destructions lists as erased at a person's request. */
  readonly erasedIds: readonly string[]
}

/**
 * Adopts a list, once, for a new database or one from before databases knew their lists.
 *
 * @returns `undefined` where there is none and none was needed so far; a new one may be started.
 * @throws {DeletionListError} where a list is missing, or does not belong to this database.
 */
export function adoptList(place: string, evidence: Evidence): DeletionList | undefined {
  const list = readList(place)
  if (!list && !evidence.hasErased) return undefined
  const problem = list ? findAdoptionProblem(list, evidence) : 'is not there'
  if (list && problem === undefined) return list
  throw new DeletionListError(
    `The list of deletions ${place} ${problem}. Without the right one, people who were deleted would come back with a backup. ` +
      `${SETTING} Put it there; it may still lie where it was before that setting was changed. ${LOST_FOR_GOOD}`,
  )
}

/** Returns why a database without an id must not adopt a list, as the rest of a sentence. */
export function findAdoptionProblem(list: DeletionList, evidence: Evidence): string | undefined {
  if (list.badLine !== undefined) return `has a line that cannot be read: ${list.badLine}`
  if (list.movedTo !== undefined) return `has moved: it goes on at ${list.movedTo}`
  const ids = new Set([...list.messages, ...list.consents])
  if (evidence.isNew && ids.size > 0)
    return `belongs to another database${list.databaseId ? ` (${list.databaseId})` : ''}, and this one is new: was it lost, or is DATABASE_URL wrong? A lost one is put back with npm run restore`
  const missing = evidence.erasedIds.filter((id) => !ids.has(id)).length
  if (missing > 0 || (evidence.hasErased && ids.size === 0))
    return `is not the one of this database: it does not name ${missing || 'anybody'} of those who were deleted here`
  return undefined
}
