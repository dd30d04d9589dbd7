import type { Language } from '../../contract/index.ts'
import style from './check.css?inline'
import { type Checked, checkFolder } from './check-folder.ts'
import { readFiles } from './read-files.ts'
import { type CheckTexts, texts } from './text.ts'

// The whole page of the folder in one script, without a library: it is opened years later from a file.

type Shown = Checked | 'working' | 'unreadable' | 'unsupported' | undefined

const names: Readonly<Record<Language, string>> = {
  ...{ kk: 'Қазақша', ru: 'Русский', en: 'English' },
}
const isLanguage = (text: string): text is Language => text in names
let language: Language = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'kk'
let shown: Shown

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  content: string | readonly (Node | string)[] = '',
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...(typeof content === 'string' ? [content] : content))
  return element
}

function languageButtons(): HTMLElement {
  const buttons = (Object.keys(names) as Language[]).map((one) => {
    const isPressed = String(one === language)
    const button = make('button', names[one], { lang: one, 'aria-pressed': isPressed })
    button.addEventListener('click', () => {
      language = one
      show()
    })
    return button
  })
  return make('nav', buttons, { 'aria-label': 'Тіл / Язык / Language' })
}

function chooser(id: string, label: string, attributes: Readonly<Record<string, string>>) {
  const input = make('input', '', { id, type: 'file', ...attributes })
  input.addEventListener('change', () => {
    const chosen = [...(input.files ?? [])]
    // So that the same can be chosen once more.
    input.value = ''
    void check(chosen)
  })
  return [make('label', label, { for: id }), input]
}

function showFacts({ manifest, keys }: Checked, t: CheckTexts): HTMLElement {
  const fact = (name: string, value: string) => [make('dt', name), make('dd', value)]
  const made = (at: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(
      new Date(at),
    )
  return make('dl', [
    ...(manifest
      ? [
          ...fact(t.operator, `${manifest.operator.name}, ${manifest.operator.bin}`),
          ...fact(t.period, `${manifest.from} – ${manifest.to}`),
          ...fact(t.madeAt, made(manifest.madeAt)),
        ]
      : []),
    ...fact(t.key, keys.length === 0 ? t.noKey : `${keys.join(', ')}. ${t.keyHint}`),
  ])
}

function showChecks({ checks }: Checked, t: CheckTexts): HTMLElement {
  const lines = checks.map(({ name, count, problems }) => {
    const isRight = problems.length === 0
    const sign = make('span', isRight ? '✓ ' : '✗ ', { class: isRight ? 'good' : 'bad' })
    const what = `${t.checks[name]} (${count})`
    const list = isRight
      ? []
      : [
          make(
            'ul',
            problems.map((problem) => make('li', problem)),
          ),
        ]
    return make('li', [sign, what, ...list], { 'data-check': name })
  })
  return make('ul', lines)
}

function showResult(t: CheckTexts): readonly Node[] {
  if (shown === undefined) return []
  if (typeof shown === 'string') return [make('p', t[shown], { class: 'verdict' })]
  const isRight = shown.checks.every(({ problems }) => problems.length === 0)
  return [
    make('p', isRight ? t.holds : t.fails, { class: `verdict ${isRight ? 'good' : 'bad'}` }),
    showFacts(shown, t),
    showChecks(shown, t),
    ...(isRight ? [] : [make('p', t.signs)]),
  ]
}

const result = make('section', '', { 'aria-live': 'polite' })

function show(): void {
  const t = texts[language]
  document.documentElement.lang = language
  document.title = t.title
  result.replaceChildren(...showResult(t))
  document
    .getElementById('check')
    ?.replaceChildren(
      languageButtons(),
      make('h1', t.title),
      make('p', t.intro),
      ...chooser('archive', t.archive, { accept: '.zip' }),
      ...chooser('folder', t.folder, { webkitdirectory: '' }),
      result,
    )
}

/** Old browsers know no Ed25519: better no answer than a wrong one. */
const canVerify = (): Promise<boolean> =>
  crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']).then(
    () => true,
    () => false,
  )

async function check(chosen: readonly File[]): Promise<void> {
  if (chosen.length === 0) return
  const say = (next: Shown) => {
    shown = next
    result.replaceChildren(...showResult(texts[language]))
  }
  say('working')
  if (!(await canVerify())) return say('unsupported')
  try {
    say(await checkFolder(await readFiles(chosen)))
  } catch {
    say('unreadable')
  }
}

document.head.append(make('style', style))
show()
