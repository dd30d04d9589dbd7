import { crc32, deflateSync, inflateSync } from 'node:zlib'

// PNG as far as screenshots need it (ISO/IEC 15948): 8 bits a channel, not interlaced, with or without transparency.

/** Pixels row by row, three bytes each: red, green, blue. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const RGB = 2
const RGBA = 6

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

function* readChunks(file: Buffer): Generator<Chunk> {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG')
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at)
    yield {
      type: file.toString('latin1', at + 4, at + 8),
      data: file.subarray(at + 8, at + 8 + length),
    }
    at += length + 12
  }
}

/** Predictions of each filter from the bytes to the left, above, and above to the left (section 9.2). */
const predictors: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const byLeft = Math.abs(up - corner)
    const byUp = Math.abs(left - corner)
    const byCorner = Math.abs(left + up - 2 * corner)
    if (byLeft <= byUp && byLeft <= byCorner) return left
    return byUp <= byCorner ? up : corner
  },
]

/** Decodes a PNG, ignoring its transparency. */
export function decodePng(file: Buffer): Picture {
  const chunks = [...readChunks(file)]
  const header = chunks.find(({ type }) => type === 'IHDR')?.data
  if (!header) throw new Error('a PNG without a header')
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const [depth, color, , , interlace] = header.subarray(8)
  if (depth !== 8 || interlace !== 0 || (color !== RGB && color !== RGBA))
    throw new Error(`a PNG of another kind: ${depth} bits, colour type ${color}`)
  const channels = color === RGB ? 3 : 4
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)
  const bytes = unfilter(inflateSync(Buffer.concat(packed)), width * channels, height, channels)
  if (channels === 3) return { width, height, rgb: bytes }
  const rgb = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; from < bytes.length; from += 4, to += 3) {
    rgb[to] = bytes[from] as number
    rgb[to + 1] = bytes[from + 1] as number
    rgb[to + 2] = bytes[from + 2] as number
  }
  return { width, height, rgb }
}

/** Removes the filters of the rows. Plain loops, since a screenshot has millions of bytes. */
function unfilter(raw: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const bytes = new Uint8Array(stride * height)
  for (let row = 0; row < height; row++) {
    const from = row * (stride + 1) + 1
    const to = row * stride
    const predict = predictors[raw[from - 1] as number]
    if (!predict) throw new Error('a PNG with an unknown filter')
    for (let at = 0; at < stride; at++) {
      // Before the first pixel and above the first row, all bytes count as 0.
      const left = at < channels ? 0 : (bytes[to + at - channels] as number)
      const up = row === 0 ? 0 : (bytes[to + at - stride] as number)
      const corner = row === 0 || at < channels ? 0 : (bytes[to + at - stride - channels] as number)
      bytes[to + at] = (raw[from + at] as number) + predict(left, up, corner)
    }
  }
  return bytes
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Encodes a PNG. */
export function encodePng({ width, height, rgb }: Picture): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, RGB, 0, 0, 0], 8)
  const rows = Array.from({ length: height }, (_, row) =>
    Buffer.concat([Buffer.alloc(1), rgb.subarray(row * width * 3, (row + 1) * width * 3)]),
  )
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
