/**
 * Wraps an object so that its properties are the browser's own, not elements that the page's markup names: `<img
 * name="cookie">` shadows `document.cookie`, and a form control named `reset` shadows the form's `reset`. User content in a
 * page must not replace the browser's functions.
 *
 * Use the wrapper to read, set or call properties; pass the object itself as an argument.
 */
export function genuine<Genuine extends object>(object: Genuine): Genuine {
  const made = Reflect.getPrototypeOf(object) as Genuine
  return new Proxy(object, {
    get(_, key) {
      const value = Reflect.get(made, key, object)
      return typeof value === 'function' ? value.bind(object) : value
    },
    set: (_, key, value) => Reflect.set(made, key, value, object),
  })
}
