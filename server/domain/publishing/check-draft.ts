import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Language, PolicyProblem } from '../../contract/index.ts'
import type { PolicyDraft } from '../../store/store.ts'
import { findFollowed, type PolicyVersion } from '../policy/policy.ts'
import { type NumberedPart, readNumbered } from '../policy/sections.ts'

const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']
const TRANSLATIONS: readonly Language[] = ['ru', 'en']

/** What an editor writes for a letter that it could not read. */
const LOST_LETTER = '\uFFFD'

const name = (
  problem: PolicyProblem['problem'],
  language: Language | null = null,
  at: string | null = null,
): PolicyProblem => ({ problem, language, at })

function checkText(text: string, language: Language, parts: readonly NumberedPart[]) {
  if (text.trim() === '') return [name('no_text', language)]
  const lostAt = text.indexOf(LOST_LETTER)
  const numbers = parts.map(({ number }) => number)
  const twice = numbers.filter((number, index) => numbers.indexOf(number) !== index)
  return [
    ...(lostAt < 0
      ? []
      : [name('lost_letter', language, String(text.slice(0, lostAt).split('\n').length))]),
    ...(parts.length === 0 ? [name('no_numbers', language)] : []),
    ...[...new Set(twice)].map((number) => name('number_twice', language, number)),
  ]
}

/** Compares a translation with the Kazakh text: the same sections and clauses in the same order, with as many items. */
function checkTranslation(
  official: readonly NumberedPart[],
  parts: readonly NumberedPart[],
  language: Language,
) {
  const [wanted, found] = [official, parts].map((some) => some.map(({ number }) => number))
  const missing = wanted?.filter((number) => !found?.includes(number)) ?? []
  const extra = found?.filter((number) => !wanted?.includes(number)) ?? []
  const isOrdered = missing.length > 0 || extra.length > 0 || wanted?.join(' ') === found?.join(' ')
  const itemsOf = (some: readonly NumberedPart[], number: string) =>
    some.find((part) => part.number === number)?.items
  const differ = official.filter(({ number, items }) => (itemsOf(parts, number) ?? items) !== items)
  return [
    ...[...new Set(missing)].map((number) => name('number_missing', language, number)),
    ...[...new Set(extra)].map((number) => name('number_extra', language, number)),
    ...(isOrdered ? [] : [name('numbers_in_other_order', language)]),
    ...differ.map(({ number }) => name('items_differ', language, number)),
  ]
}

/** Whether the Kazakh text has a clause or item that banner and cookie list name: `4.1(9)`. */
function hasClause(parts: readonly NumberedPart[], clause: string): boolean {
  const [, number = '', item] = /^([\d.]+)(?:\((\d+)\))?$/.exec(clause) ?? []
  return parts.some((part) => part.number === number && part.items >= Number(item ?? 0))
}

function checkDay(
  effectiveOn: string | null,
  { today, newest }: { readonly today: string; readonly newest: PolicyVersion | undefined },
) {
  if (effectiveOn === null) return [name('no_day')]
  if (effectiveOn < today) return [name('day_passed', null, today)]
  return newest && effectiveOn < newest.effectiveOn
    ? [name('day_too_early', null, newest.effectiveOn)]
    : []
}

/** Checks that nothing has come between the version and the one whose texts it was begun from: it would be undone. */
function checkBasis(
  { basedOn, effectiveOn }: Pick<PolicyDraft, 'basedOn' | 'effectiveOn'>,
  [newest, ...older]: readonly PolicyVersion[],
) {
  // A day before that of the newest is wrong by itself.
  if (!newest || (effectiveOn !== null && effectiveOn < newest.effectiveOn)) return []
  const followed = findFollowed([newest, ...older], effectiveOn) ?? newest
  return basedOn === followed.version ? [] : [name('based_on_older', null, followed.version)]
}

/**
 * Returns everything that is wrong with a version in preparation, at once. It can be approved where that is nothing.
 *
 * @param against the current day of the site's zone, and all versions that are known, newest first.
 */
export function checkDraft(
  draft: Omit<PolicyDraft, 'approval'>,
  against: {
    readonly site: Pick<SiteConfig, 'purposes'>
    readonly today: string
    readonly versions: readonly PolicyVersion[]
  },
): readonly PolicyProblem[] {
  const { texts, change, summary, effectiveOn } = draft
  const { site, today, versions } = against
  const parts = {
    kk: readNumbered(texts.kk),
    ru: readNumbered(texts.ru),
    en: readNumbered(texts.en),
  }
  const clauses = site.purposes.map(({ policyClause }) => policyClause)
  const gone = [...new Set(clauses)].filter((clause) => !hasClause(parts.kk, clause))
  const followed = findFollowed(versions, effectiveOn)
  const isSame = LANGUAGES.every(
    (language) => texts[language] === followed?.texts[language].markdown,
  )
  return [
    ...LANGUAGES.flatMap((language) => checkText(texts[language], language, parts[language])),
    ...TRANSLATIONS.flatMap((language) =>
      texts[language].trim() === '' ? [] : checkTranslation(parts.kk, parts[language], language),
    ),
    ...gone.map((clause) => name('clause_gone', 'kk', clause)),
    ...(isSame ? [name('nothing_changed')] : []),
    ...(change === null ? [name('no_class')] : []),
    ...LANGUAGES.filter((language) => summary[language].trim() === '').map((language) =>
      name('no_summary', language),
    ),
    ...checkDay(effectiveOn, { today, newest: versions[0] }),
    ...checkBasis(draft, versions),
  ]
}
