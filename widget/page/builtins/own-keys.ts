/**
 * The names of an object's own properties. `Object.keys` of old libraries lists what pages add to every object too.
 *
 * @param object made by the widget or its server: none of its properties is a symbol or hidden.
 */
export const ownKeys = <Of extends object>(object: Of): (keyof Of & string)[] =>
  Reflect.ownKeys(object) as (keyof Of & string)[]
