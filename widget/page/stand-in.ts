/**
 * Puts a property in the place of a page's own. Answers the undo, after which the page's is as it was; what somebody has put
 * over the stand-in meanwhile stays.
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

/** A property as it is read and written, wherever it comes from. */
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
