import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { OperatorError } from '../config/operator-error.ts'
import { day, isCalendarDay, type Language, languages, policyVersion } from '../contract/words.ts'
import type { PolicyLibrary } from '../domain/policy/policy.ts'
import { readNumbered } from '../domain/policy/sections.ts'
import { decodeText } from '../files/read-text.ts'
import { type Texts, writeVersion } from './write-version.ts'

const sentence = (of: string) =>
  v.pipe(
    v.string(`${of} is missing: say what changed.`),
    v.trim(),
    v.minLength(1, `${of} is empty: say what changed.`),
    v.maxLength(500, `${of} is longer than 500 characters.`),
  )

/** The operator's statements when publishing (PO-03). None has a default that could hide a material change. */
const publication = v.strictObject({
  version: v.pipe(
    v.string('is missing: name a day, such as 2026-12-01.'),
    v.check(
      (name) => v.is(policyVersion, name) && isCalendarDay(name.slice(0, 10)),
      'must be a day that the calendar has, such as 2026-12-01; a second one of that day 2026-12-01.1.',
    ),
  ),
  change: v.picklist(
    ['material', 'editorial'],
    '--change must be material (everybody is asked again) or editorial (nobody is).',
  ),
  from: v.string('--from is missing: the folder with kk.md, ru.md and en.md.'),
  'summary-kk': sentence('--summary-kk'),
  'summary-ru': sentence('--summary-ru'),
  'summary-en': sentence('--summary-en'),
  effective: v.optional(v.pipe(v.string(), day)),
})

type Issue = v.InferIssue<typeof publication>

function tellIssue(issue: Issue): string {
  const option = v.getDotPath(issue)
  const isMissing = issue.type === 'strict_object' && issue.received === 'undefined'
  const what = isMissing ? 'is missing.' : issue.message
  return option ? `--${option}: ${what}` : what
}

/** The numbers of sections and clauses in order. All languages must have the same (PO-05). */
const numbersOf = (markdown: string): string =>
  readNumbered(markdown)
    .map(({ number }) => number)
    .join(' ')

/**
 * Publishes a version of the policy: copies its three texts into `folder` and stores their SHA-256, class, day and summary. A
 * published version is never overwritten.
 *
 * @param library every version published so far.
 * @throws {Error} that names everything missing or wrong; nothing was written then.
 */
export function publishPolicy(given: unknown, folder: string, library: PolicyLibrary): string {
  const result = v.safeParse(publication, given)
  if (!result.success) throw new Error(result.issues.map(tellIssue).join('\n'))
  const { version, change, from, effective, ...summaries } = result.output
  const effectiveOn = effective ?? version.slice(0, 10)
  const texts = readTexts(from)
  const contents = decodeTexts(texts, from)
  const problems = [
    ...findOrderProblems({ version, effectiveOn }, library),
    ...findNumberProblems(contents),
    ...(existsSync(join(folder, version))
      ? [`${version} is published. What is published is never changed: choose another version.`]
      : []),
  ]
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const summary = {
    kk: summaries['summary-kk'],
    ru: summaries['summary-ru'],
    en: summaries['summary-en'],
  }
  writeVersion(folder, texts, { version, effectiveOn, change, summary })
  return effectiveOn
}

type Contents = Readonly<Record<Language, string>>

function readTexts(from: string): Texts {
  if (!existsSync(from)) throw new Error(`--from: there is no folder ${from}.`)
  const missing = languages.filter((language) => !existsSync(join(from, `${language}.md`)))
  if (missing.length > 0)
    throw new Error(
      `--from: ${from} has no ${missing.map((language) => `${language}.md`).join(', ')}.`,
    )
  const entries = languages.map((language) => [
    language,
    readFileSync(join(from, `${language}.md`)),
  ])
  return Object.fromEntries(entries)
}

function findOrderProblems(
  { version, effectiveOn }: { readonly version: string; readonly effectiveOn: string },
  { versions }: PolicyLibrary,
): string[] {
  const [newest] = versions
  if (newest === undefined) return []
  const isNewer = newest.version.localeCompare(version, 'en', { numeric: true }) < 0
  return [
    ...(isNewer
      ? []
      : [`--version: ${version} must be newer than ${newest.version}, the newest published.`]),
    ...(effectiveOn >= newest.effectiveOn
      ? []
      : [
          `--effective: ${effectiveOn} is before ${newest.effectiveOn}, the day of ${newest.version}.`,
        ]),
  ]
}

/** @throws {OperatorError} with a line for each text that the server could not read or would display damaged. */
function decodeTexts(texts: Texts, from: string): Contents {
  const problems: string[] = []
  const contents = languages.map((language) => {
    const name = `--from: ${join(from, `${language}.md`)}`
    try {
      const text = decodeText(texts[language], name)
      problems.push(...findDamage(text, name))
      return [language, text]
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error
      problems.push(error.message)
      return [language, '']
    }
  })
  if (problems.length > 0) throw new OperatorError(problems.join('\n'))
  return Object.fromEntries(contents)
}

/** Replacement characters, which an editor writes for letters that it could not read. */
const findDamage = (text: string, name: string): string[] => {
  const at = text.indexOf('\uFFFD')
  if (at < 0) return []
  const line = text.slice(0, at).split('\n').length
  return [
    `${name}, line ${line}: has \uFFFD where a letter was lost. Write it anew and save as UTF-8.`,
  ]
}

function findNumberProblems(contents: Contents): string[] {
  const numbers = languages.map((language) => numbersOf(contents[language]))
  if (numbers[0] === '') return ['kk.md has no numbered section.']
  return languages
    .filter((_, index) => numbers[index] !== numbers[0])
    .map((language) => `${language}.md does not have the section numbers of kk.md.`)
}
