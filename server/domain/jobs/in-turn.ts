/** Runs work under the same name one after the other, in the order of the calls. */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>

/** Creates the queue. A name is removed with its last work, so memory holds only work in progress. */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    // Runs after the previous work even if that failed; its caller gets the error.
    const turn = (last.get(name) ?? Promise.resolve()).then(work, work)
    last.set(name, turn)
    const forget = () => {
      if (last.get(name) === turn) last.delete(name)
    }
    turn.then(forget, forget)
    return turn
  }
}
