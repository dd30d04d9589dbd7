import * as v from 'valibot'
import { instant } from '../words.ts'

/** A line of a register, with its content. */
export const lineOf = <S extends v.GenericSchema>(content: S) =>
  v.object({
    /** Number in the order of writing. */
    seq: v.number(),
    id: v.string(),
    /** Lines of one thread are the history of one thing; the last one is current. */
    thread: v.string(),
    at: instant,
    /** The account that wrote it, `subject` or `system`. */
    actor: v.string(),
    content,
  })

/** Facts written by the server itself; they contain no names and no addresses. */
export const factsLine = lineOf(v.record(v.string(), v.unknown()))
