/** Codewords of error correction in each block, level M, versions 1 to 10 (ISO/IEC 18004, table 9). */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26] as const
/** Blocks, level M, versions 1 to 10. */
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5] as const
/** The largest version that is made here: 213 bytes. */
const LAST_VERSION = 10

/** Modules of a version that carry data, those left over included. */
function countRawBits(version: number): number {
  const aligned = version < 2 ? 0 : Math.floor(version / 7) + 2
  const patterns = aligned === 0 ? 0 : (25 * aligned - 10) * aligned - 55
  return (16 * version + 128) * version + 64 - patterns - (version < 7 ? 0 : 36)
}

const correctionOf = (version: number) => CORRECTION[version - 1] ?? 0
const blocksOf = (version: number) => BLOCKS[version - 1] ?? 1
const codewordsOf = (version: number) => Math.floor(countRawBits(version) / 8)
const dataCodewordsOf = (version: number) =>
  codewordsOf(version) - correctionOf(version) * blocksOf(version)
/** Bits of the byte count. */
const countBitsOf = (version: number) => (version < 10 ? 8 : 16)

/** Returns the smallest version that holds this number of bytes; `undefined` where none does. */
export function findVersion(length: number): number | undefined {
  for (let version = 1; version <= LAST_VERSION; version++)
    if (4 + countBitsOf(version) + 8 * length <= 8 * dataCodewordsOf(version)) return version
  return undefined
}

/** Product in the field GF(2⁸) by the polynomial 0x11d. */
function multiply(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((b >>> bit) & 1) * a
  }
  return product
}

/** Coefficients of the Reed-Solomon generator of a degree, without the leading one. */
function buildGenerator(degree: number): number[] {
  const generator = [...Array<number>(degree - 1).fill(0), 1]
  let root = 1
  for (let step = 0; step < degree; step++) {
    for (const at of generator.keys())
      generator[at] = multiply(generator[at] ?? 0, root) ^ (generator[at + 1] ?? 0)
    root = multiply(root, 2)
  }
  return generator
}

function correct(data: readonly number[], generator: readonly number[]): number[] {
  const rest = generator.map(() => 0)
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0)
    rest.push(0)
    for (const [at, coefficient] of generator.entries())
      rest[at] = (rest[at] ?? 0) ^ multiply(coefficient, factor)
  }
  return rest
}

/** Mode, length and bytes, filled up to the number of data codewords of the version. */
function buildData(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const append = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1)
  }
  append(4, 4)
  append(bytes.length, countBitsOf(version))
  for (const byte of bytes) append(byte, 8)
  const capacity = 8 * dataCodewordsOf(version)
  append(0, Math.min(4, capacity - bits.length))
  append(0, (8 - (bits.length % 8)) % 8)
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) append(pad, 8)
  return Array.from({ length: bits.length / 8 }, (_, at) =>
    Number.parseInt(bits.slice(8 * at, 8 * at + 8).join(''), 2),
  )
}

/** Returns the codewords of a version in the order in which they are drawn: data and correction, interleaved by block. */
export function buildCodewords(bytes: Uint8Array, version: number): readonly number[] {
  const data = buildData(bytes, version)
  const [blocks, degree] = [blocksOf(version), correctionOf(version)]
  const total = codewordsOf(version)
  const shortBlocks = blocks - (total % blocks)
  const shortLength = Math.floor(total / blocks) - degree
  const generator = buildGenerator(degree)
  let at = 0
  const parts = Array.from({ length: blocks }, (_, block) => {
    const length = shortLength + (block < shortBlocks ? 0 : 1)
    const part = data.slice(at, at + length)
    at += length
    return { part, correction: correct(part, generator) }
  })
  const inTurn = (lists: readonly (readonly number[])[], length: number) =>
    Array.from({ length }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1)))
  return [
    ...inTurn(
      parts.map(({ part }) => part),
      shortLength + 1,
    ),
    ...inTurn(
      parts.map(({ correction }) => correction),
      degree,
    ),
  ].flat()
}
