/** Encodings that files of the build are kept in, the smallest first. */
const KEPT = ['br', 'gzip'] as const

/** An encoding that a file of the build is kept in. */
export type Encoding = (typeof KEPT)[number]

/** Weight of each encoding that the header names; one that is no number counts as refused. */
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
 * The encoding to answer in by `Accept-Encoding` (RFC 9110 section 12.5.3): the one with the greatest weight, the smallest
 * file among equals.
 *
 * @returns `undefined` for the file as it is: where nothing else is wanted, or it is wanted more.
 */
export function findEncoding(header: string | undefined): Encoding | undefined {
  if (header === undefined) return undefined
  const weights = weightsOf(header)
  // The file as it is may always be sent; it is preferred only by whoever says so.
  const identity = weights.get('identity') ?? 0
  const weightOf = (name: Encoding) => weights.get(name) ?? weights.get('*') ?? 0
  return KEPT.filter((name) => weightOf(name) > 0 && weightOf(name) >= identity).toSorted(
    (a, b) => weightOf(b) - weightOf(a),
  )[0]
}
