import { render } from 'preact'
import { components } from './components.tsx'
import { report } from './report.ts'

report(components, render)
