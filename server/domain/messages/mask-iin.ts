// Under the name by which it is known outside: the rule itself is the contract's, since the contact form warns by it.
export { maskIin } from '../../contract/typed/iin.ts'
