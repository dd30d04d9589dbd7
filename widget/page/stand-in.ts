/**
 * Replaces a property of the page's object. Returns an undo function that restores the page's own property, unless other code
 * has replaced it again meanwhile.
 */
export function standIn(object: object, name: string, made: PropertyDescriptor): () => void {
  const before = Reflect.getOwnPropertyDescriptor(object, name)
  Reflect.defineProperty(object, name, { ...made, enumerable: true, configurable: true })
  return () => {
    const now = Reflect.getOwnPropertyDescriptor(object, name)
    if (now?.value !== made.value || now?.get !== made.get) return
    if (before) Reflect.defineProperty(object, name, before)
    else Reflect.deleteProperty(object, name)
  }
}

/** Returns access to a property through its own or inherited getter and setter. */
export function accessTo<Value>(
  object: object,
  name: string,
): { read(): Value; write(value: Value): void } {
  let holder: object | null = object
  while (holder && !Reflect.getOwnPropertyDescriptor(holder, name))
    holder = Reflect.getPrototypeOf(holder)
  const property: PropertyDescriptor =
    (holder && Reflect.getOwnPropertyDescriptor(holder, name)) ?? {}
  return {
    read: () => (property.get ? property.get.call(object) : property.value),
    write: (value) => property.set?.call(object, value),
  }
}
