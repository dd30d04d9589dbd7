/**
 * An answer's type: the schema's output with every property and array read-only, since nothing that has been
 * answered is changed afterwards. Docstrings of the schema's fields survive.
 */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T
