import { createGate } from '../consent/gate.ts'
import type { Part } from '../context.ts'
import { undoable } from '../page/undoable.ts'
import { warn } from '../page/warn.ts'
import type { PlaceholderUi } from '../ui/props.ts'

/** Applies the choice to gated markup, each time it is called. */
export const create: Part['create'] = (context) =>
  createGate({
    mayRun: context.mayRun,
    purposes: ['necessary', ...context.site.purposes.map(({ id }) => id)],
    services: context.site.services,
    showPlaceholder: (frame, loadOnce) =>
      undoable(context.load<PlaceholderUi>(`placeholder-${context.language}`), (ui) =>
        ui.showPlaceholder(context, frame, loadOnce),
      ),
    warn,
  })
