import { readFileSync } from 'node:fs'
import { OperatorError } from '../config/operator-error.ts'

const LINE_FEED = 10
/** Byte order marks of UTF-16, little and big endian. */
const UTF16_MARKS = ['fffe', 'feff']

const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** Returns the number of the first line that is not UTF-8; 0 where all are. */
function findBrokenLine(bytes: Uint8Array): number {
  let line = 1
  for (let start = 0; start <= bytes.length; line += 1) {
    const found = bytes.indexOf(LINE_FEED, start)
    const end = found < 0 ? bytes.length : found
    try {
      decode(bytes.subarray(start, end))
    } catch {
      return line
    }
    start = end + 1
  }
  return 0
}

/**
 * Decodes a file that people edit: UTF-8, with or without a byte order mark, with any line ends. The mark is removed.
 *
 * @param name of the file, and of the setting that names it, for the message.
 * @throws {OperatorError} where it is not UTF-8; names the file and the line and says what to do.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex')
  // Also without a mark: Latin letters of UTF-16 are UTF-8 with zeros between them.
  if (UTF16_MARKS.includes(mark) || bytes.includes(0))
    throw new OperatorError(`${name} is not UTF-8 but UTF-16, or no text: save as UTF-8.`)
  const line = findBrokenLine(bytes)
  if (line > 0)
    throw new OperatorError(
      `${name}, line ${line}: is not UTF-8, but perhaps windows-1251: save as UTF-8.`,
    )
  return decode(bytes)
}

/** Reads a file as `decodeText` does. @throws what reading it throws, too. */
export const readText = (path: string): string => decodeText(readFileSync(path), path)
