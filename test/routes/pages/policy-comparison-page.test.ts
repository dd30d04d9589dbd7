import { expect, test } from 'vitest'
import { openPolicyApp } from '../../support/app/policy-app.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'

const first = buildPolicyVersion(
  '2025-08-01',
  '# Саясат\n\nДеректер 30 күн сақталады.\n\nҚалған сөз.\n',
)
const second = buildPolicyVersion(
  '2026-09-01',
  '# Саясат\n\nДеректер 90 күн <b>сақталады</b>.\n\nҚалған сөз.\n\nЖаңа тармақ.\n',
)
const open = () => openPolicyApp({ versions: [second, first], current: second })
const PATH = '/policy/2026-09-01/changes?since=2025-08-01'

test.each([
  ['kk', 'Нұсқаларды салыстыру', 'Қосылды', 'Өзгермеген абзацтар: 1'],
  ['ru', 'Сравнение версий', 'Добавлено', 'Абзацы без изменений: 1'],
  ['en', 'Comparison of versions', 'Added', 'Unchanged paragraphs: 1'],
])(
  'PO-03: in %s a page shows what was added and removed, by marks that are text',
  async (language, title, added, unchanged) => {
    const app = await open()
    const answer = await app.request(`${PATH}&lang=${language}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toBeNull()
    const html = await answer.text()
    expect(html).toContain(`<h1>${title}</h1>`)
    expect(html).toContain('Деректер <del>[−30−]</del><ins>[+90+]</ins> күн ')
    expect(html).toContain(`${added}</p><p><ins>[+Жаңа тармақ.+]</ins>`)
    expect(html).toContain(`<summary>${unchanged}</summary>`)
    // Markup in a policy stays text.
    expect(html).not.toContain('<b>')
    expect(html).toContain('&lt;')
    // The same page in another language is the same comparison.
    expect(html).toContain('href="?since=2025-08-01&amp;lang=ru"')
  },
)

test('PO-03: the archive and each version lead to it from the version before, the first to none', async () => {
  const app = await open()
  const link = 'href="/policy/2026-09-01/changes?since=2025-08-01&amp;lang=kk"'
  for (const path of ['/policy/versions', '/policy', '/policy/2026-09-01']) {
    const html = await (await app.request(`${path}?lang=kk`)).text()
    expect(html.split(link), path).toHaveLength(2)
  }
  expect(await (await app.request('/policy/2025-08-01')).text()).not.toContain('/changes')
})

test.each(['', '?since=1999-01-01', '?since=../../etc', '?since='])(
  'PO-03: compared with %j, which nobody published, there is nothing',
  async (query) => {
    const app = await open()
    for (const path of [
      `/policy/2026-09-01/changes${query}`,
      `/policy/1999-01-01/changes?since=2025-08-01`,
    ]) {
      const answer = await app.request(path)
      expect(answer.status).toBe(404)
      expect(await answer.text()).not.toContain('etc')
    }
  },
)

test('PO-03: a version compared with itself says that nothing differs', async () => {
  const app = await open()
  const html = await (
    await app.request('/policy/2026-09-01/changes?since=2026-09-01&lang=en')
  ).text()
  expect(html).toContain('The texts are the same.')
  expect(html).not.toMatch(/<(ins|del)>/)
})
