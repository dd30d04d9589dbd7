import { draw } from '../../../widget/ui/root/static-tree.ts'
import { components } from './components.tsx'
import { report } from './report.ts'

report(components, (component, place) => place.replaceChildren(draw(component)))
