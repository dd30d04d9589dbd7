/** Encodings of the build's files, smallest first. */
const KEPT = ['br', 'gzip'] as const

/** An encoding of the build's files. */
export type Encoding = (typeof KEPT)[number]

/** Returns the weight of each encoding in the header; an invalid weight counts as refused. */
const weightsOf = (header: string): ReadonlyMap<string, number> =>
  new Map(
    header.split(',').map((part) => {
      const [name = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(';')
        .map((text) => text.trim())
      const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))
      return [name, Number(weight?.replace(/^q\s*=\s*/, '') ?? 1)]
    }),
  )

/**
 * Returns the encoding for a response by `Accept-Encoding` (RFC 9110 section 12.5.3): the greatest weight, the smallest file
 * among equals.
 *
 * @returns `undefined` for the uncompressed file: where nothing else is accepted, or it is preferred.
 */
export function findEncoding(header: string | undefined): Encoding | undefined {
  if (header === undefined) return undefined
  const weights = weightsOf(header)
  // The uncompressed file is always allowed; it is preferred only where the header says so.
  const identity = weights.get('identity') ?? 0
  const weightOf = (name: Encoding) => weights.get(name) ?? weights.get('*') ?? 0
  return KEPT.filter((name) => weightOf(name) > 0 && weightOf(name) >= identity).toSorted(
    (a, b) => weightOf(b) - weightOf(a),
  )[0]
}
