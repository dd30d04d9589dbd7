import type { AppDeps } from '../app-deps.ts'

/** Makes what several operations of one server share, when the first of them is mounted. */
export function oncePerServer<Made extends object>(
  make: (deps: AppDeps) => Made,
): (deps: AppDeps) => Made {
  const known = new WeakMap<AppDeps, Made>()
  return (deps) => {
    const made = known.get(deps) ?? make(deps)
    known.set(deps, made)
    return made
  }
}
