import type { ActOn, ActResult, WithWrite, WorkStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { prepareWith } from '../with-write.ts'
import { prepareActs, presentWork } from './work.ts'

/** The acts of staff on messages and requests. */
export function actStore({
  db,
  write,
  read,
}: Connection): Pick<WorkStore, 'readWork' | 'takeAct' | 'assign'> {
  const acts = prepareActs(db)
  const writeWith = prepareWith(db)
  const take = (act: ActOn, further: WithWrite | undefined): ActResult => {
    const taken = acts.take({ act })
    if (taken === 'stored') writeWith(further)
    return taken
  }
  return {
    readWork: (kind, ref) =>
      read('readWork', () => {
        const row = acts.own()[kind].read.get({ ref })
        return row && presentWork(row)
      }),
    takeAct: (act, further) => write('takeAct', () => take(act, further)),
    assign: (act, assignee, further) =>
      write('assign', () => {
        const taken = take(act, further)
        if (taken === 'stored') acts.own()[act.kind].assign.run({ ref: act.ref, assignee })
        return taken
      }),
  }
}
