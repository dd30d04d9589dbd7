/**
 * An object as the browser made it, past what the page's markup names into it: `<img name="cookie">` is
 * `document.cookie`, and a form's control called `reset` is its `reset`. What people may write into a page must not pass
 * for the browser's own.
 *
 * It stands for the object where a property is read, set or called; as an argument the object itself is to be given.
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
