/** Runs gated scripts; loaded by the gate when the first of them may run. */
export { createScripts as create } from '../consent/gate/scripts.ts'
