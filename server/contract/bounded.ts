import * as v from 'valibot'
import { dropHalves, trimText } from './typed/text.ts'

/*
 * Everything that a stranger sends is measured before it is looked at: a pattern, a transformation or the items of a list cost
 * time that grows with their length, and a body may be 64 KiB. Schemas of what is sent are made of these; `check` ends a field at
 * its first broken rule, so that what is too long meets no pattern at all. A test walks every schema and holds both.
 */

/** Puts what `clean` makes of a text in its place. Like valibot's own `trim`, it asks nothing of the text. */
export const cleaned = (clean: (text: string) => string): v.TrimAction => ({
  ...v.trim(),
  '~run': (dataset) => Object.assign(dataset, { value: clean(dataset.value) }),
})

/**
 * Text of at most `maxLength` UTF-16 units, as it was sent but for halves of letters. Patterns and transformations are piped
 * after it.
 */
export const boundedText = (maxLength: number) =>
  v.pipe(v.string(), v.maxLength(maxLength), cleaned(dropHalves))

/** Text without spaces at both ends. `maxLength` counts what was sent, those spaces too; something to be seen is left. */
export const trimmedText = (maxLength: number) =>
  v.pipe(boundedText(maxLength), cleaned(trimText), v.minLength(1))

/**
 * As `trimmedText`, of several lines. A line break counts once and is kept as one line feed: so browsers count for `maxlength`
 * (HTML standard, 'API value' of a textarea), and send two characters for it.
 */
export const linesOfText = (maxLength: number) =>
  v.pipe(
    boundedText(2 * maxLength),
    cleaned((text) => text.replace(/\r\n?/g, '\n')),
    v.maxLength(maxLength),
    cleaned(trimText),
    v.minLength(1),
  )

/**
 * Text of a fixed form.
 *
 * @param pattern linear in its input, which a test proves of every pattern.
 * @param name what the text should be.
 */
export const patternText = (pattern: RegExp, name: string, maxLength: number) =>
  v.pipe(boundedText(maxLength), v.regex(pattern, name))

/** The schema, but what is too large is refused by its size alone: nothing inside it is looked at, nor named. */
function measureFirst<S extends v.GenericSchema>(
  schema: S,
  isTooLarge: (value: unknown) => boolean,
  refusal: v.GenericSchema,
): S {
  return {
    ...schema,
    '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
      (isTooLarge(dataset.value) ? refusal : schema)['~run'](dataset, config),
  }
}

/** A list of `min` to `max` items; of one that is longer, no item is checked. */
export const boundedList = <S extends v.GenericSchema>(
  item: S,
  { min = 1, max }: { readonly min?: number; readonly max: number },
) =>
  measureFirst(
    v.pipe(v.array(item), v.minLength(min), v.maxLength(max)),
    (value) => Array.isArray(value) && value.length > max,
    v.pipe(v.array(v.unknown()), v.maxLength(max)),
  )

/** A record of at most `max` keys, each of at most `keyLength`; of one with more, none is checked. */
export const boundedRecord = <S extends v.GenericSchema>(
  value: S,
  { max, keyLength }: { readonly max: number; readonly keyLength: number },
) =>
  measureFirst(
    v.pipe(v.record(v.pipe(boundedText(keyLength), v.minLength(1)), value), v.maxEntries(max)),
    (given) => typeof given === 'object' && given !== null && Object.keys(given).length > max,
    v.pipe(v.record(v.string(), v.unknown()), v.maxEntries(max)),
  )
