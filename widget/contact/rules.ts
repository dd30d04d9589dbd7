/** Loaded once somebody sends a form: its rules and their messages. One file of the build. */
export { buildMessage } from './message.ts'
export { showProblems } from './problems.ts'
export { sayUnsent } from './unsent.ts'
