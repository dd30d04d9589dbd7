import type { Language, MessageResult, paths, WidgetSite } from '../server/contract/index.ts'
import { createApi, emit } from './api.ts'
import { parseTag } from './config.ts'
import { mayRun } from './consent/choice.ts'
import { createGate } from './consent/gate.ts'
import { createKeeper, type Keeper } from './consent/keeper.ts'
import { ensureSettingsLink, hashTarget, listenToLinks } from './page/links.ts'
import { loadPart } from './page/load-part.ts'
import { isOwnSite } from './page/own-site.ts'
import { makeUuidV7 } from './page/random.ts'
import { send } from './page/send.ts'
import { NAME } from './page/storage.ts'
import { warn } from './page/warn.ts'
import { createPanels } from './panels.ts'
import type { ContactDeps, ContactUi, PlaceholderUi, Ui } from './ui/props.ts'
import { startTracker } from './visits/tracker.ts'

/** Written in by the server. */
declare const __KELISIM_SITE__: WidgetSite
/** Written in by the build: file name of each part in each language. */
declare const __KELISIM_CHUNKS__: Readonly<
  Record<'ui' | 'placeholder' | 'contact', Readonly<Record<Language, string>>>
>

const MESSAGES: typeof paths.messages = '/v1/messages'
const now = () => Date.now()

function start(script: HTMLScriptElement): void {
  const queue = window.kelisim
  // A second script tag: the first one does it all.
  if (queue && !Array.isArray(queue)) return

  const site = __KELISIM_SITE__
  const { origin: server, hostname } = new URL(script.src)
  const tag = parseTag(script.dataset, {
    pageLanguage: document.documentElement.lang,
    browserLanguages: navigator.languages,
    warn,
  })
  const { language } = tag
  const policyUrl = `${server}/policy?lang=${language}`
  const isGpc = (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true
  const load = <Part>(part: keyof typeof __KELISIM_CHUNKS__) =>
    loadPart<Part>(`${server}/assets/${__KELISIM_CHUNKS__[part][language]}`)

  /** Applies choice and markup to the page; nothing before the page is parsed. */
  let scan = () => {}
  const keeper = createKeeper({
    ...{ site, language, isGpc, server, now },
    isOwnSite: isOwnSite(hostname, location.hostname),
    onChange() {
      scan()
      track()
      emit('change', keeper.current())
    },
  })
  const track = createTracking(keeper, server, tag.isTracked)
  const panels = createPanels(keeper, () => load<Ui>('ui'), { ...tag, site, policyUrl, isGpc })
  const gate = createGate({
    mayRun: (purpose) => mayRun(keeper.current(), purpose),
    purposes: ['necessary', ...site.purposes.map(({ id }) => id)],
    showPlaceholder: (frame, loadOnce) =>
      undoable(load<PlaceholderUi>('placeholder'), (ui) =>
        ui.showPlaceholder(panels.host, frame, loadOnce),
      ),
    warn,
  })
  const takeOverForms = createTakeOver(() => load<ContactUi>('contact'), {
    ...{ site, language, policyUrl },
    send: (body) => send<MessageResult>(server + MESSAGES, body),
    newId: () => makeUuidV7(now()),
  })

  track()
  // Asked for while the page is still being read, shown when it has been.
  if (!keeper.current()) load('ui')
  const applied = whenParsed().then(() => {
    scan = () => {
      gate()
      takeOverForms()
    }
    scan()
    new MutationObserver(() => scan()).observe(document, { childList: true, subtree: true })
    ensureSettingsLink(language)
    emit('ready', keeper.current())
    panels.ask()
    keeper.resume().then(panels.ask)
    onTarget(hashTarget(location.hash))
  })
  const onTarget = (target: ReturnType<typeof hashTarget>, opener?: Element) => {
    // An address alone withdraws nothing: anybody may have written it.
    if (target === 'withdraw') opener && panels.withdraw()
    else if (target) panels.open(opener)
  }
  listenToLinks(onTarget)
  // Another page may have chosen, also while this one lay in the back-forward cache.
  addEventListener('storage', ({ key }) => key === NAME && keeper.reread())
  addEventListener('pageshow', ({ persisted }) => persisted && keeper.reread())

  const api = createApi({
    ...{ site, applied, current: keeper.current },
    ...{ choose: panels.choose, withdraw: panels.withdraw, open: () => panels.open() },
  })
  window.kelisim = api
  queue?.forEach(api.push)
}

/** Resolves when the page has been read to its end: markup may not be whole before. */
const whenParsed = () =>
  new Promise((resolve) => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', resolve)
    else resolve(undefined)
  })

/** Calls with a part once it is there, unless it is undone before; answers the undo. */
function undoable<Part>(loading: Promise<Part | undefined>, call: (part: Part) => () => void) {
  let isOver = false
  let undo = () => {}
  loading.then((part) => {
    if (part && !isOver) undo = call(part)
  })
  return () => {
    isOver = true
    undo()
  }
}

/** Answers a function that starts and stops the tracker as the choice says. */
function createTracking(keeper: Keeper, server: string, isTracked: boolean): () => void {
  let trackedId: string | undefined
  let stop = () => {}
  return () => {
    const choice = keeper.current()
    const granted = choice?.kind === 'granted' && isTracked && mayRun(choice, 'analytics')
    const id = granted ? choice.id : undefined
    if (id === trackedId) return
    stop()
    trackedId = id
    stop = granted
      ? startTracker({
          consentId: choice.id,
          isTimed: choice.dataKinds.visit_time,
          send: (path, body) => send(server + path, body),
          makeId: makeUuidV7,
          now,
          onRefused: (code) => /^consent_/.test(code ?? '') && keeper.forget('analytics'),
        })
      : () => {}
  }
}

/** Answers a function that takes over the contact forms which the page has by then. */
function createTakeOver(load: () => Promise<ContactUi | undefined>, deps: ContactDeps): () => void {
  const taken = new WeakSet<Element>()
  return () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-kelisim=contact]')) {
      if (!taken.has(form)) load().then((ui) => ui?.takeOver(form, deps))
      taken.add(form)
    }
  }
}

try {
  const script = document.currentScript
  if (script instanceof HTMLScriptElement) start(script)
  else warn('load widget.js with a plain <script src>, without type="module".')
} catch (error) {
  // Whatever it is, the page goes on as if there were no widget, and everything stays refused.
  warn(`could not start, so everything stays refused: ${error}`)
}
