import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** What pages are known to put something else in the place of, by what the widget has instead (`widget/page/builtins`). */
const replaced =
  /\bnew (Set|Map|URL|Event|CustomEvent)\b|\b(Object\.(keys|values|entries|assign|fromEntries)|Date\.(now|parse)|Array\.from|JSON\.\w+|Node\.\w+_NODE)\b|\.(append|prepend|before|after|remove|replaceChildren|replaceWith)\(/g

/** Comments name them; a pattern in a text would not be noticed by this, and neither would it matter. */
const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|\/\/ .*/g, '')

/** Where one is used all the same, and why it may be. */
const allowed = new Set([
  // On a fragment, to which no library adds methods.
  'widget/ui/root/static-tree.ts: .append(',
])

test('the widget uses no built-in that pages replace', () => {
  // The module of the package stands in a page's own bundle, and has that page's built-ins.
  const files = globSync('widget/**/*.{ts,tsx}', { cwd: root }).filter(
    (file) => !file.startsWith('widget/package/'),
  )
  expect(files.length).toBeGreaterThan(100)
  const found = files.flatMap((file) =>
    [...withoutComments(readFileSync(join(root, file), 'utf8')).matchAll(replaced)].map(
      ([use]) => `${file}: ${use}`,
    ),
  )
  expect(found.filter((use) => !allowed.has(use))).toEqual([])
  expect(found).toEqual([...allowed])
})

test.each([
  ['new Set(names)', 1],
  ['Object.entries(choice).map(read)', 1],
  ['root.append(banner)', 1],
  ['+new Date()', 0],
  ["/* new Set() */ list.push('new') // Date.now()", 0],
])('of %s it sees %i', (code, count) => {
  expect(withoutComments(code).match(replaced) ?? []).toHaveLength(count)
})
