/** Runs what is done under one name one after the other, in the order in which it was asked for. */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>

/** Holds no more than what is under way: a name is forgotten with its last work. */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    // What went before may have failed: that is for who asked for it.
    const turn = (last.get(name) ?? Promise.resolve()).then(work, work)
    last.set(name, turn)
    const forget = () => {
      if (last.get(name) === turn) last.delete(name)
    }
    turn.then(forget, forget)
    return turn
  }
}
