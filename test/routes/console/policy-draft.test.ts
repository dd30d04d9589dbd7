import { expect, test } from 'vitest'
import type { PolicyDraftResult } from '../../../server/contract/index.ts'
import { readPolicies } from '../../../server/policy/read-policies.ts'
import { errorOf, newId } from '../../support/app/test-app.ts'
import { codeOf, openAdminApp } from '../admin-app.ts'

// A version of the policy in preparation, as the console asks for it. 20 October 2026, noon in Almaty.

const SUMMARY = { kk: 'Жаңа тармақ.', ru: 'Новый пункт.', en: 'A new clause.' }
const SHIPPED = readPolicies().current

/** The texts in force with one more clause in each. */
const more = (clause = '11.2. X.') => ({
  kk: `${SHIPPED.texts.kk.markdown}\n${clause}\n`,
  ru: `${SHIPPED.texts.ru.markdown}\n${clause}\n`,
  en: `${SHIPPED.texts.en.markdown}\n${clause}\n`,
})
const WHOLE = { texts: more(), change: 'material', summary: SUMMARY, effectiveOn: '2026-11-01' }

async function open() {
  const app = await openAdminApp()
  const cookie = await app.openSession()
  const read = (path = '') => app.ask(`/policy${path}`, { cookie })
  const post = (path: string, body: unknown) =>
    app.ask(`/policy${path}`, { method: 'POST', body, cookie })
  const draftOf = async (response: Response): Promise<PolicyDraftResult> => {
    expect([200, 201]).toContain(response.status)
    return response.json()
  }
  const begin = async () => draftOf(await post('/draft', { id: newId() }))
  const save = async ({ id, revision }: PolicyDraftResult, changes: object) =>
    draftOf(await post('/draft/save', { id, revision, ...WHOLE, ...changes }))
  const acts = async () =>
    (await app.store.readRegister('audit', 0, 99))
      .map(({ content }) => JSON.parse(content) as { action: string; subject: string })
      .filter(({ action }) => action.startsWith('policy.'))
  return { ...app, read, post, draftOf, begin, save, acts }
}

test('PO-03 a version is begun from the texts in force, once; nothing of it is public, and each act has its line without a word of the text', async () => {
  const { begin, save, read, post, draftOf, acts, app } = await open()
  expect(await (await read()).json()).toMatchObject({
    today: '2026-10-20',
    draft: null,
    versions: [{ version: '2025-08-01', state: 'in_force', origin: 'file', summary: null }],
  })
  expect(await codeOf(await read('/draft'))).toBe('not_found')
  const id = newId()
  const draft = await draftOf(await post('/draft', { id }))
  expect(draft).toMatchObject({ id, revision: 1, basedOn: '2025-08-01', approval: null })
  expect(draft.texts.kk).toBe(SHIPPED.texts.kk.markdown)
  expect((await draftOf(await post('/draft', { id }))).revision).toBe(1)
  expect(await codeOf(await post('/draft', { id: newId() }))).toBe('policy_in_preparation')
  const saved = await save(draft, {})
  expect(saved).toMatchObject({ revision: 2, problems: [], version: '2026-11-01' })
  expect(await begin().catch(() => 'refused')).toBe('refused')
  for (const path of ['/policy/versions', '/policy', '/v1/policy', '/v1/site'])
    expect(await (await app.request(path)).text(), path).not.toMatch(/11\.2\. X|2026-11-01/)
  const done = await acts()
  expect(done.map(({ action }) => action)).toEqual(['policy.begin', 'policy.save'])
  expect(JSON.stringify(done)).not.toMatch(/X\.|Жаңа тармақ/)
})

test('PO-03 PO-05 a version without class, day, summary or with sections that do not match is not approved, and everything is named at once', async () => {
  const { begin, save, read, post, acts } = await open()
  const first = await begin()
  expect(first.problems.map(({ problem }) => problem)).toEqual(
    expect.arrayContaining(['nothing_changed', 'no_class', 'no_day', 'no_summary']),
  )
  const texts = {
    kk: `${more().kk}\n11.2. Y.\n`,
    ru: SHIPPED.texts.ru.markdown.replace(/^9\.1\..*$/m, 'Без номера.'),
    en: `${more().en}\n12.1. Extra\uFFFD.\n`,
  }
  const draft = await save(first, {
    ...{ texts, change: null, effectiveOn: null, summary: { kk: '', ru: 'Есть.', en: ' ' } },
  })
  expect(draft.version).toBeNull()
  const named = draft.problems.map(({ problem, language, at }) => [problem, language, at].join(' '))
  expect(named.toSorted()).toEqual(
    [
      'number_twice kk 11.2',
      'number_missing ru 9.1',
      'number_missing ru 11.2',
      'number_extra en 12.1',
      `lost_letter en ${texts.en.slice(0, texts.en.indexOf('\uFFFD')).split('\n').length}`,
      'items_differ ru 9',
      'no_class  ',
      'no_day  ',
      'no_summary kk ',
      'no_summary en ',
    ].toSorted(),
  )
  const decided = { id: draft.id, revision: draft.revision, version: '2026-11-01' }
  expect(await codeOf(await post('/draft/approve', decided))).toBe('policy_not_ready')
  const now = (await (await read('/draft')).json()) as PolicyDraftResult
  expect([now.revision, now.approval]).toEqual([draft.revision, null])
  expect((await acts()).map(({ action }) => action)).not.toContain('policy.approve')
})

test('PO-03 a clause that the banner names may not go, and a day that has passed is refused', async () => {
  const { begin, save } = await open()
  const shorter = (text: string) => text.replace(/^4\.1\./m, '4.2.')
  const { kk, ru, en } = more()
  const draft = await save(await begin(), {
    texts: { kk: shorter(kk), ru: shorter(ru), en: shorter(en) },
    effectiveOn: '2026-10-19',
  })
  expect(draft.problems).toEqual([
    { problem: 'clause_gone', language: 'kk', at: '4.1(9)' },
    { problem: 'clause_gone', language: 'kk', at: '4.1(8)' },
    { problem: 'day_passed', language: null, at: '2026-10-20' },
  ])
})

test('PO-03 of two administrators the second changes nothing, whatever they do, and reads who was first and when', async () => {
  const { begin, save, read, post, state } = await open()
  const seen = await begin()
  state.nowMs += 60_000
  const first = await save(seen, {})
  const late = { id: seen.id, revision: seen.revision }
  for (const [path, body] of [
    ['/draft/save', { ...late, ...WHOLE, summary: { ...SUMMARY, kk: 'Кеш қалды.' } }],
    ['/draft/approve', { ...late, version: '2026-11-01' }],
    ['/draft/take-back', { ...late, version: '2026-11-01' }],
    ['/draft/delete', late],
  ] as const) {
    const refused = await post(path, body)
    expect([refused.status, await codeOf(refused)], path).toEqual([409, 'policy_draft_changed'])
  }
  const now = (await (await read('/draft')).json()) as PolicyDraftResult
  expect(now).toEqual(first)
  expect(now.changedAt).toBe(new Date(state.nowMs).toISOString())
  expect(now.changedBy).not.toBe('')
})

test('PO-03 is approved by its typed number alone; an approved one is neither changed nor deleted until it is taken back', async () => {
  const { begin, save, post, draftOf, acts } = await open()
  const draft = await save(await begin(), {})
  const seen = { id: draft.id, revision: draft.revision }
  const other = await errorOf(await post('/draft/approve', { ...seen, version: '2026-11-02' }))
  expect([other.code, other.fields]).toEqual(['invalid_body', { version: 'invalid' }])
  const approved = await draftOf(await post('/draft/approve', { ...seen, version: '2026-11-01' }))
  expect(approved.approval?.by).toBe(approved.changedBy)
  const then = { id: draft.id, revision: approved.revision }
  expect(await codeOf(await post('/draft/save', { ...then, ...WHOLE }))).toBe('policy_approved')
  expect(await codeOf(await post('/draft/delete', then))).toBe('policy_approved')
  const back = await draftOf(await post('/draft/take-back', { ...then, version: '2026-11-01' }))
  expect([back.approval, back.texts]).toEqual([null, draft.texts])
  const last = { id: draft.id, revision: back.revision }
  expect((await post('/draft/delete', last)).status).toBe(204)
  expect((await acts()).map(({ action }) => action)).toEqual([
    ...['policy.begin', 'policy.save', 'policy.approve', 'policy.take_back', 'policy.drop'],
  ])
})

test('every wrong field of what is saved is named at once, and nothing is stored', async () => {
  const { begin, post, read } = await open()
  const { id } = await begin()
  const refused = await post('/draft/save', {
    ...{ id, revision: 0, change: 'other', effectiveOn: '2026-02-30' },
    texts: { kk: 'x'.repeat(24_001), fr: '' },
    summary: { kk: 'x'.repeat(501), ru: 1, en: '' },
  })
  const { fields } = await errorOf(refused)
  expect(Object.keys(fields ?? {}).toSorted()).toEqual(
    expect.arrayContaining(['change', 'effectiveOn', 'revision', 'summary.kk', 'texts.fr']),
  )
  expect(((await (await read('/draft')).json()) as PolicyDraftResult).revision).toBe(1)
})

test('a hostile text is shown as text in the preview: no script, no frame, no picture of somebody else, no link that runs', async () => {
  const { post } = await open()
  const markdown =
    '# P\n\n<script>alert(1)</script>\n\n<iframe src="https://evil.example"></iframe>\n\n' +
    '![x](https://evil.example/p.png) [a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) [d](https://school.kz)\n'
  const shown = await (await post('/preview', { language: 'kk', markdown })).json()
  expect(shown.html).not.toMatch(/<(?:script|iframe|img)|javascript:|data:|href="\/\//)
  expect(shown.html).toContain('href="https://school.kz"')
  expect(shown.html).toContain('&lt;script&gt;')
})

test('the difference is told by word, and to who may only read as well', async () => {
  const { begin, save, read } = await open()
  const en = SHIPPED.texts.en.markdown.replace('processing', 'handling')
  await save(await begin(), { texts: { en } })
  const difference = await (await read('/draft/changes?lang=en')).json()
  const altered = difference.paragraphs.filter(({ kind }: { kind: string }) => kind === 'altered')
  expect(altered).toHaveLength(1)
  expect(altered[0].runs).toEqual(
    expect.arrayContaining([
      { kind: 'removed', text: 'processing' },
      { kind: 'added', text: 'handling' },
    ]),
  )
})
