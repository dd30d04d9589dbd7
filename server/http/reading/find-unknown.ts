import type * as v from 'valibot'

/** The parts of a schema that say which keys a value may have. */
interface Shape {
  readonly type: string
  readonly entries?: Readonly<Record<string, Shape>>
  readonly item?: Shape
  readonly wrapped?: Shape
  readonly key?: unknown
  readonly options?: readonly Shape[]
}

/** Unknown keys named in one answer: the client chooses how many there are. */
const NAMED_AT_MOST = 50

type Fields = Readonly<Record<string, unknown>>

/** Returns whether a value is an object with named fields. */
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Returns the variant that an object chooses, or `undefined` where it chooses none. */
function choose({ key, options = [] }: Shape, value: Fields) {
  const name = String(key)
  return options.find(({ entries }) => {
    const literal: unknown = entries?.[name]
    return isObject(literal) && literal.literal === value[name]
  })
}

/** Returns the fields that every variant has alike. */
export function findCommon(options: readonly Shape[]): Readonly<Record<string, Shape>> {
  const [first, ...others] = options
  return Object.fromEntries(
    Object.entries(first?.entries ?? {}).filter(([name, entry]) =>
      others.every(({ entries }) => entries?.[name] === entry),
    ),
  )
}

/** Variants that were not chosen, with the object that chooses none. */
export interface Unchosen {
  readonly options: readonly Shape[]
  readonly value: Fields
  readonly path: readonly string[]
}

/** Where a walk is, and what it has found. */
interface At {
  readonly path: readonly string[]
  readonly findings: Findings
}

/** The keys that no schema knows, and where no variant was chosen. */
export interface Findings {
  readonly unknown: string[][]
  readonly unchosen: Unchosen[]
}

function walkList({ item }: Shape, list: readonly unknown[], at: At): void {
  if (!item) return
  for (const [index, one] of list.entries())
    walk(item, one, { ...at, path: [...at.path, `${index}`] })
}

/** Walks the fields of an object that one schema describes. */
function walkFields({ type, entries = {} }: Shape, value: Fields, at: At): void {
  for (const [key, one] of Object.entries(value)) {
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined
    if (entry) walk(entry, one, { ...at, path: [...at.path, key] })
    else if (type === 'strict_object') note([...at.path, key], at)
  }
}

/** Walks the chosen variant, or names the keys that none has. */
function walkVariant(shape: Shape, value: Fields, at: At): void {
  const chosen = choose(shape, value)
  if (chosen) {
    walkFields(chosen, value, at)
    return
  }
  const { options = [] } = shape
  at.findings.unchosen.push({ options, value, path: at.path })
  for (const key of Object.keys(value))
    if (!options.some(({ entries = {} }) => Object.hasOwn(entries, key)))
      note([...at.path, key], at)
}

function note(path: string[], { findings: { unknown } }: At): void {
  if (unknown.length < NAMED_AT_MOST) unknown.push(path)
}

function walk(shape: Shape, value: unknown, at: At): void {
  if (shape.wrapped) walk(shape.wrapped, value, at)
  else if (Array.isArray(value)) walkList(shape, value, at)
  else if (!isObject(value)) return
  else if (shape.type === 'variant') walkVariant(shape, value, at)
  else walkFields(shape, value, at)
}

/** Walks a value beside its schema. valibot itself stops at the first unknown key, and at a variant that is not chosen. */
export function findUnknown(schema: v.GenericSchema, value: unknown): Findings {
  const findings: Findings = { unknown: [], unchosen: [] }
  walk(schema as unknown as Shape, value, { path: [], findings })
  return findings
}
