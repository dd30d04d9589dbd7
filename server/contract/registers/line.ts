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

/** Names of the accounts among the actors of the lines, by id; empty for an auditor, who sees their ids alone. */
export const actorNames = v.record(v.string(), v.string())

/** Facts written by the server itself; they contain no names and no addresses. */
export const factsLine = lineOf(v.record(v.string(), v.unknown()))
