import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readPolicies } from '../../../server/policy/read-policies.ts'
import { openPolicyApp } from '../../support/app/policy-app.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'

type App = Awaited<ReturnType<typeof openPolicyApp>>

const LANGUAGES = ['kk', 'ru', 'en'] as const
const APPROVED_SHA256 = '54415d55589b93a527be4e3fadb03b86513dbf108d42a79d9b30c203437603ac'
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'server', 'policy', '2025-08-01')

const withoutSpace = (text: string): string => text.replace(/\s/g, '')

/** What a reader sees of a piece of HTML. */
const textOf = (html: string): string =>
  html.replace(/<[^>]*>/g, ' ').replace(/&(quot|#39|lt|gt|amp);/g, (_, name: string) => {
    const characters: Record<string, string> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' }
    return characters[name] ?? ''
  })

const part = (html: string, from: string, to: string): string => {
  const start = html.indexOf(from)
  const end = html.indexOf(to, start)
  expect(start, from).toBeGreaterThan(-1)
  expect(end, to).toBeGreaterThan(start)
  return html.slice(start, end)
}

/** Title and text of a policy page, without what stands around them. */
const policyOf = (html: string): string =>
  part(html, '<h1>', '</h1>') + part(html, '<div class="text', '<footer')

let app: App
beforeAll(async () => {
  app = await openPolicyApp()
})

const page = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await app.request(path, { headers })
  return { answer, html: await answer.text() }
}

describe('/policy', () => {
  it.each(LANGUAGES)(
    'PO-01 is there in %s with version and date, without cookie or script',
    async (language) => {
      const { answer, html } = await page(`/policy?lang=${language}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(answer.headers.get('content-language')).toBe(language)
      expect(answer.headers.get('vary')).toBe('Accept-Language')
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(html).toContain(`<html lang="${language}">`)
      expect(html).toMatch(/(Нұсқасы|Версия|Version): 2025-08-01\. .+: .*2025/)
      expect(html).not.toMatch(/<(script|iframe|object|embed|form|img)\b| on\w+=|javascript:/i)
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\//)
    },
  )

  it('PO-01 allows its own style by its hash, and nothing else', async () => {
    const { answer, html } = await page('/policy')
    const style = /<style>([\s\S]*)<\/style>/.exec(html)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`style-src 'sha256-${hash}';`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(policy).not.toContain('script-src')
    expect(html).not.toContain(' style="')
  })

  it('PO-05 shows the approved Kazakh text letter for letter', async () => {
    const bytes = readFileSync(join(FOLDER, 'kk.md'))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(APPROVED_SHA256)
    const file = JSON.parse(readFileSync(join(FOLDER, 'version.json'), 'utf8'))
    expect(file.sha256.kk).toBe(APPROVED_SHA256)
    const approved = bytes.toString().replace(/^(#+|-) /gm, '')
    const { html } = await page('/policy?lang=kk')
    expect(withoutSpace(textOf(policyOf(html)))).toBe(withoutSpace(approved))
    expect(html).toContain(APPROVED_SHA256)
  })

  it('PO-05 says once, on translations alone, that they are unofficial', async () => {
    const notices = {
      ru: 'Неофициальный перевод. Преимущественную силу имеет текст на казахском языке.',
      en: 'Unofficial translation. The Kazakh text prevails.',
    }
    for (const [language, notice] of Object.entries(notices)) {
      const { html } = await page(`/policy?lang=${language}`)
      expect(html.split(notice)).toHaveLength(2)
      expect(html.match(/unofficial|неофициальн/gi)).toHaveLength(1)
      expect(html).not.toContain('<blockquote>')
    }
    const { html } = await page('/policy?lang=kk')
    expect(html).not.toMatch(/Бейресми|unofficial/i)
  })

  it('PO-05 has the same section, clause and item numbers in all three languages', async () => {
    const numbersOf = async (language: string) => {
      const { html } = await page(`/policy?lang=${language}`)
      return Array.from(html.matchAll(/ id="([\d.()]+)"/g), ([, number]) => number)
    }
    const kk = await numbersOf('kk')
    expect(kk.filter((number) => /^\d+$/.test(number ?? ''))).toHaveLength(11)
    expect(kk).toContain('4.1(9)')
    expect(new Set(kk).size).toBe(kk.length)
    expect(await numbersOf('ru')).toEqual(kk)
    expect(await numbersOf('en')).toEqual(kk)
  })

  it.each(LANGUAGES)(
    'has a contents list in %s that leads to all eleven sections',
    async (language) => {
      const { html } = await page(`/policy?lang=${language}`)
      const contents = part(html, '<nav class="contents"', '</nav>')
      for (let number = 1; number <= 11; number++) {
        expect(contents).toContain(`href="#${number}"`)
        expect(html).toContain(`<h2 id="${number}">`)
      }
    },
  )

  it.each([
    ['/policy', '', 'kk'],
    ['/policy', 'en', 'en'],
    ['/policy', 'ru-KZ,ru;q=0.9,en;q=0.8', 'ru'],
    ['/policy', 'de, en;q=0.3, kk;q=0.7', 'kk'],
    ['/policy', 'ru;q=0, en;q=0.1', 'en'],
    ['/policy', 'de-DE', 'kk'],
    ['/policy', ';;q=,,=', 'kk'],
    ['/policy?lang=en', 'ru', 'en'],
    ['/policy?lang=xx', 'ru', 'kk'],
    ['/policy?lang=', 'ru', 'kk'],
    ['/policy', 'kz-KZ, ru;q=0.9', 'kk'],
    ['/policy', 'kaz, ru;q=0.9', 'kk'],
    ['/policy', 'kk_KZ, ru;q=0.9', 'kk'],
    ['/policy', 'kab, ru;q=0.9', 'ru'],
    ['/policy?lang=kz', 'ru', 'kk'],
    ['/policy?lang=RU-kz', 'en', 'ru'],
    ['/policy?lang=%3Cscript%3E', 'en', 'kk'],
  ])('%s with Accept-Language "%s" is answered in %s', async (path, accepted, language) => {
    const { answer, html } = await page(path, accepted ? { 'accept-language': accepted } : {})
    expect(answer.headers.get('content-language')).toBe(language)
    expect(html).not.toContain('<script')
  })

  it('is answered with 304 to who has it, per language', async () => {
    const { answer } = await page('/policy?lang=ru')
    const etag = answer.headers.get('etag') ?? ''
    const again = await page('/policy?lang=ru', { 'if-none-match': etag })
    expect(again.answer.status).toBe(304)
    expect(again.html).toBe('')
    const other = await page('/policy?lang=en', { 'if-none-match': etag })
    expect(other.answer.status).toBe(200)
  })
})

describe('the plain text', () => {
  it.each(['/policy.txt', '/policy/2025-08-01.txt'])(
    'PO-02 at %s is the file, byte for byte',
    async (path) => {
      for (const language of LANGUAGES) {
        const answer = await app.request(`${path}?lang=${language}`)
        expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
        expect(answer.headers.get('set-cookie')).toBeNull()
        const bytes = Buffer.from(await answer.arrayBuffer())
        expect(bytes.equals(readFileSync(join(FOLDER, `${language}.md`)))).toBe(true)
      }
    },
  )

  it('is answered with 304 to who has it, and 404 for a version that never was', async () => {
    const first = await app.request('/policy.txt?lang=kk')
    const again = await app.request('/policy.txt?lang=kk', {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
    expect((await app.request('/policy/2024-01-01.txt')).status).toBe(404)
  })
})

describe('earlier versions', () => {
  const newer = buildPolicyVersion('2026-09-01', '# НОВАЯ\n\n## 1. Section\n\n1.1. Text.\n')

  beforeAll(async () => {
    const shipped = readPolicies().current
    app = await openPolicyApp({ current: newer, versions: [newer, shipped] })
    return async () => {
      app = await openPolicyApp()
    }
  })

  it('PO-02 stay readable, word for word, and say that they are not current', async () => {
    const { answer, html } = await page('/policy/2025-08-01?lang=en')
    expect(answer.status).toBe(200)
    expect(html).toContain('This is an earlier version.')
    expect(html).toContain('noindex')
    expect(html).toContain('6.4. After the storage period ends')
    const current = await page('/policy?lang=en')
    expect(current.html).toContain('НОВАЯ')
    expect(current.html).not.toContain('This is an earlier version.')
    expect(current.html).not.toContain('noindex')
  })

  it('PO-02 are all in the archive, newest first, with their SHA-256', async () => {
    for (const language of LANGUAGES) {
      const { answer, html } = await page(`/policy/versions?lang=${language}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(html.indexOf('/policy/2026-09-01?')).toBeGreaterThan(-1)
      expect(html.indexOf('/policy/2025-08-01?')).toBeGreaterThan(
        html.indexOf('/policy/2026-09-01?'),
      )
      expect(html).toContain(APPROVED_SHA256)
      expect(html).toContain(newer.texts.kk.sha256)
    }
  })

  it.each(['/policy/2024-01-01', '/policy/%3Cscript%3Ealert(1)', '/policy/..%2f..%2fetc'])(
    '%s is a page that says so, and repeats nothing of the address',
    async (path) => {
      const { answer, html } = await page(`${path}?lang=ru`)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(html).toContain('Такой версии нет')
      expect(html).not.toMatch(/2024-01-01|alert|etc/)
    },
  )
})
