// Re-exported under its public name. The rule is in the contract because the contact form warns by it.
export { maskIin } from '../../contract/typed/iin.ts'
