/**
 * Returns the names of an object's own properties. Old libraries replace `Object.keys` by one that includes properties added
 * to every object.
 *
 * @param object created by the widget or its server: none of its properties is a symbol or hidden.
 */
export const ownKeys = <Of extends object>(object: Of): (keyof Of & string)[] =>
  Reflect.ownKeys(object) as (keyof Of & string)[]
