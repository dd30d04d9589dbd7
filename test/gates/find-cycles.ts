/** What each name leads to. */
export type Graph = Map<string, readonly string[]>

/** Everything that is reached from a name, itself only by a way around. */
function reachedFrom(start: string, graph: Graph): Set<string> {
  const reached = new Set<string>()
  const next = [...(graph.get(start) ?? [])]
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    next.push(...(graph.get(name) ?? []))
  }
  return reached
}

/** Finds the names that lead back to themselves. @returns each loop once: its names in their order. */
export function findCycles(graph: Graph): string[][] {
  const reached = new Map([...graph.keys()].map((name) => [name, reachedFrom(name, graph)]))
  const looping = [...graph.keys()].filter((name) => reached.get(name)?.has(name))
  const loops = looping.map((name) =>
    looping
      .filter((other) => reached.get(name)?.has(other) && reached.get(other)?.has(name))
      .sort(),
  )
  return [...new Map(loops.map((loop) => [loop.join(), loop])).values()]
}
