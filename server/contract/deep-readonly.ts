/**
 * Type of a response: the schema's output with every property and array read-only, since responses are never modified.
 * Docstrings of the schema's fields survive.
 */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T
