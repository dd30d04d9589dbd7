/** Replaces the `{name}` placeholders of a text. One without a value is kept. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
