import { webkit } from '../support/engines/webkit.ts'
import { walkIn } from './core-path.ts'

walkIn(webkit)
