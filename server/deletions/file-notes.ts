import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { DeletionNote, DeletionNotes, ListMark } from '../store/store.ts'
import { StoreError } from '../store/store-error.ts'
import { extendKnown, fitList, formatLine, type KnownList, parseList } from './deletion-list.ts'

const fail = (code: string): never => {
  throw new StoreError('noteDeletion', 'unavailable', code)
}

const toStoreError = (error: unknown): unknown =>
  error instanceof StoreError
    ? error
    : new StoreError(
        ...(['noteDeletion', 'unavailable'] as const),
        error instanceof Error && 'code' in error ? String(error.code) : 'unknown',
      )

async function readBytes(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from)
  for (let count = 0; count < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, count, bytes.length - count, from + count)
    if (bytesRead === 0) return fail('ESHORT')
    count += bytesRead
  }
  return bytes
}

/** State of a file after the last write. */
interface Left {
  /** Device and inode number. */
  readonly file: string
  readonly known: KnownList
}

/**
 * Checks that an open file is the list that the database knows, before anything is appended.
 *
 * @returns the knowledge of all its lines. It is read in full only where it is another file than last time, or is longer.
 */
async function check(
  file: FileHandle,
  { known, left }: { readonly known: ListMark; readonly left: Left | undefined },
): Promise<Left & { readonly sizeBytes: number }> {
  const { size, dev, ino } = await file.stat()
  const name = `${dev}:${ino}`
  if (size < known.byteCount) fail('ESHORT')
  const isAsLeft = left?.file === name && left.known.byteCount === size
  if (isAsLeft && left.known.databaseId === known.databaseId) return { ...left, sizeBytes: size }
  const list = parseList('', await readBytes(file, 0, size))
  if (list.movedTo !== undefined) fail('list_moved')
  if (list.isEdited || fitList(list, known) !== 'right') fail('list_exchanged')
  const more = list.content.subarray(known.byteCount)
  return { file: name, sizeBytes: size, known: extendKnown(known, more) }
}

/** Appends text to an existing list; on disk when it resolves. */
async function append(
  place: string,
  text: string,
  expected: { readonly known: ListMark; readonly left: Left | undefined },
): Promise<Left> {
  // Without creating it: a lost list must not start anew with this line.
  await using file = await open(place, constants.O_RDWR | constants.O_APPEND)
  const { known, sizeBytes, file: name } = await check(file, expected)
  // A line that a full disk or a power cut left without its end must not swallow this one.
  const isCutOff = sizeBytes > 0 && (await readBytes(file, sizeBytes - 1, sizeBytes))[0] !== 10
  const bytes = Buffer.from(`${isCutOff ? '\n' : ''}${text}`)
  // A full disk writes a part and reports no error.
  if ((await file.write(bytes)).bytesWritten < bytes.length) fail('ENOSPC')
  // Read before the sync, so what another process has appended meanwhile is synced with it.
  const tail = await readBytes(file, known.byteCount, (await file.stat()).size)
  await file.sync()
  if (!tail.includes(bytes)) fail('list_exchanged')
  return { file: name, known: extendKnown(known, tail) }
}

/** Notes waiting to be written. */
interface Waiting {
  readonly known: ListMark
  readonly text: string
  readonly resolve: (mark: ListMark) => void
  readonly reject: (error: unknown) => void
}

/**
 * The list of deletions as a file. Notes that arrive during a disk sync are written together, with one further sync.
 *
 * @param place of the list, which already belongs to the database.
 */
export function createFileNotes(place: string): DeletionNotes {
  const waiting: Waiting[] = []
  let isWorking = false
  let left: Left | undefined

  async function addTogether(all: readonly Waiting[]) {
    try {
      // The one with the most bytes is the newest.
      const known = all.reduce((a, b) => (b.known.byteCount >= a.known.byteCount ? b : a)).known
      left = await append(place, all.map(({ text }) => text).join(''), { known, left })
      for (const { resolve } of all) resolve({ ...left.known, place })
    } catch (error) {
      left = undefined
      for (const { reject } of all) reject(toStoreError(error))
    }
  }

  async function work() {
    isWorking = true
    while (waiting.length > 0) await addTogether(waiting.splice(0))
    isWorking = false
  }

  const format = ({ atMs, word, id }: DeletionNote) => formatLine(atMs, word, id)
  return {
    add: (known, notes) =>
      new Promise((resolve, reject) => {
        // A process that has the list elsewhere has opened the database since.
        if (known.place !== place)
          return reject(new StoreError('noteDeletion', 'unavailable', 'list_moved'))
        waiting.push({ known, text: notes.map(format).join(''), resolve, reject })
        if (!isWorking) void work()
      }),
  }
}
