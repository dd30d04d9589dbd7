import type * as v from 'valibot'

/** One action of a pipe: a length, a pattern, a transformation. */
export interface Action {
  readonly kind: 'schema' | 'validation' | 'transformation' | 'metadata'
  readonly type: string
  readonly requirement?: unknown
}

/** A schema inside another, with its path. */
export interface Found {
  readonly path: string
  readonly type: string
  /** The actions on a value in order, with nested pipes flattened. */
  readonly actions: readonly Action[]
}

interface Inner extends Action {
  readonly pipe?: readonly Inner[]
  readonly entries?: Readonly<Record<string, Inner>>
  readonly item?: Inner
  readonly key?: Inner
  readonly value?: Inner
  readonly wrapped?: Inner
  readonly options?: readonly (Inner | string)[]
}

const layOut = (schema: Inner): readonly Action[] =>
  (schema.pipe ?? []).flatMap((one) => (one.kind === 'schema' ? layOut(one) : [one]))

/** Returns every schema within one, itself first. */
export function walkSchema(schema: v.GenericSchema, path: string): readonly Found[] {
  const walk = (inner: Inner, at: string): readonly Found[] => [
    { path: at, type: inner.type, actions: layOut(inner) },
    ...Object.entries(inner.entries ?? {}).flatMap(([key, entry]) => walk(entry, `${at}.${key}`)),
    ...(inner.item ? walk(inner.item, `${at}[]`) : []),
    ...(inner.type === 'record' && inner.key ? walk(inner.key, `${at}.(key)`) : []),
    ...(inner.type === 'record' && inner.value ? walk(inner.value, `${at}.(value)`) : []),
    ...(inner.wrapped ? walk(inner.wrapped, at) : []),
    ...(inner.options ?? []).flatMap((option, index) =>
      typeof option === 'object' ? walk(option, `${at}(${index})`) : [],
    ),
  ]
  return walk(schema as unknown as Inner, path)
}
