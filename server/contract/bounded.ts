import * as v from 'valibot'
import { dropHalves, trimText } from './typed/text.ts'

/*
 * Limits the size of everything that a stranger sends before validating it: patterns, transformations and lists take time
 * that grows with their length, and a body may be 64 KiB. Schemas of request data are built from these; `check` aborts a
 * field at its first violation, so that no pattern runs on a text that is too long. A test walks every schema and checks
 * both.
 */

/**
 * Replaces a text with the result of `clean`. Unlike other transformations, and like valibot's `trim`, it runs on invalid
 * text too.
 */
export const cleaned = (clean: (text: string) => string): v.TrimAction => ({
  ...v.trim(),
  '~run': (dataset) => Object.assign(dataset, { value: clean(dataset.value) }),
})

/**
 * Text of at most `maxLength` UTF-16 units, unchanged except that unpaired surrogates are removed. Pipe patterns and
 * transformations after it.
 */
export const boundedText = (maxLength: number) =>
  v.pipe(v.string(), v.maxLength(maxLength), cleaned(dropHalves))

/**
 * Text without spaces at both ends; must contain something visible. `maxLength` counts the text as sent, including those
 * spaces.
 */
export const trimmedText = (maxLength: number) =>
  v.pipe(boundedText(maxLength), cleaned(trimText), v.minLength(1))

/**
 * As `trimmedText`, with several lines. A line break counts as one character and is stored as one line feed: browsers count
 * so for `maxlength` (HTML standard, 'API value' of a textarea), but send two characters for it.
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
 * Text that matches a pattern.
 *
 * @param pattern linear in its input, which a test proves of every pattern.
 * @param name what the text should be.
 */
export const patternText = (pattern: RegExp, name: string, maxLength: number) =>
  v.pipe(boundedText(maxLength), v.regex(pattern, name))

/** Wraps a schema so that an oversized value is rejected by its size only, without validating or naming its contents. */
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

/** A list of `min` to `max` items. If it is longer, no item is validated. */
export const boundedList = <S extends v.GenericSchema>(
  item: S,
  { min = 1, max }: { readonly min?: number; readonly max: number },
) =>
  measureFirst(
    v.pipe(v.array(item), v.minLength(min), v.maxLength(max)),
    (value) => Array.isArray(value) && value.length > max,
    v.pipe(v.array(v.unknown()), v.maxLength(max)),
  )

/** A record of at most `max` keys, each of at most `keyLength`. If it has more, none is validated. */
export const boundedRecord = <S extends v.GenericSchema>(
  value: S,
  { max, keyLength }: { readonly max: number; readonly keyLength: number },
) =>
  measureFirst(
    v.pipe(v.record(v.pipe(boundedText(keyLength), v.minLength(1)), value), v.maxEntries(max)),
    (given) => typeof given === 'object' && given !== null && Object.keys(given).length > max,
    v.pipe(v.record(v.string(), v.unknown()), v.maxEntries(max)),
  )
