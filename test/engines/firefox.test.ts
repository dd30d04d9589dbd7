import { firefox } from '../support/engines/firefox.ts'
import { walkIn } from './core-path.ts'

walkIn(firefox)
