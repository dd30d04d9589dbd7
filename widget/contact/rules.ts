/** What a form needs once somebody sends it: its rules, and the words for what breaks them. One file of the build. */
export { buildMessage } from './message.ts'
export { showProblems } from './problems.ts'
export { sayUnsent } from './unsent.ts'
