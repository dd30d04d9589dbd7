import type { Language } from '../../../contract/words.ts'

/** Texts of the policy pages. `{…}` stands for a value, after a colon or alone. */
export interface PageText {
  readonly policy: string
  readonly version: string
  readonly archive: string
  /** Link to the list of cookies and processing. */
  readonly cookies: string
  readonly unofficial: string
  readonly readOfficial: string
  readonly skip: string
  readonly chooseLanguage: string
  readonly contents: string
  readonly download: string
  readonly checksum: string
  readonly note: string
  readonly backToText: string
  readonly current: string
  readonly earlier: string
  readonly announced: string
  readonly changed: string
  readonly readCurrent: string
  readonly neverChanged: string
  readonly notFound: string
  readonly notFoundBody: string
}

/** Each language's name in itself, as the language switch shows it. */
export const languageNames: Readonly<Record<Language, string>> = {
  kk: 'Қазақша',
  ru: 'Русский',
  en: 'English',
}

const kk: PageText = {
  policy: 'Құпиялылық саясаты',
  version: 'Нұсқасы: {version}. Жаңартылған күні: {date}',
  archive: 'Алдыңғы нұсқалары',
  cookies: 'Cookie файлдары және деректерді өңдеу',
  unofficial: 'Бейресми аударма. Қазақ тіліндегі мәтін басым күшке ие.',
  readOfficial: 'Қазақ тіліндегі мәтінді оқу',
  skip: 'Мәтінге өту',
  chooseLanguage: 'Тілді таңдау',
  contents: 'Мазмұны',
  download: 'Мәтінді жүктеп алу (.txt)',
  checksum: 'Мәтіннің SHA-256 бақылау сомасы',
  note: 'Ескертпе: {n}',
  backToText: 'Мәтінге оралу: {n}',
  current: 'Қолданыстағы нұсқа',
  earlier: 'Бұл — бұрынғы нұсқа.',
  announced: 'Бұл нұсқа жарияланды, бірақ әлі күшіне енген жоқ.',
  changed: 'Не өзгерді',
  readCurrent: 'Қолданыстағы нұсқаны оқу',
  neverChanged: 'Жарияланған нұсқалар өзгертілмейді.',
  notFound: 'Мұндай нұсқа жоқ',
  notFoundBody: 'Бұл мекенжайда құпиялылық саясатының жарияланған нұсқасы жоқ.',
}

const ru: PageText = {
  policy: 'Политика конфиденциальности',
  version: 'Версия: {version}. Дата обновления: {date}',
  archive: 'Предыдущие версии',
  cookies: 'Файлы cookie и обработка данных',
  unofficial: 'Неофициальный перевод. Преимущественную силу имеет текст на казахском языке.',
  readOfficial: 'Читать текст на казахском языке',
  skip: 'Перейти к тексту',
  chooseLanguage: 'Выбор языка',
  contents: 'Содержание',
  download: 'Скачать текст (.txt)',
  checksum: 'Контрольная сумма текста SHA-256',
  note: 'Примечание: {n}',
  backToText: 'Вернуться к тексту: {n}',
  current: 'Действующая версия',
  earlier: 'Это прежняя версия.',
  announced: 'Эта версия опубликована, но ещё не вступила в силу.',
  changed: 'Что изменилось',
  readCurrent: 'Читать действующую версию',
  neverChanged: 'Опубликованные версии не изменяются.',
  notFound: 'Такой версии нет',
  notFoundBody: 'По этому адресу нет опубликованной версии политики конфиденциальности.',
}

const en: PageText = {
  policy: 'Privacy policy',
  version: 'Version: {version}. Updated: {date}',
  archive: 'Previous versions',
  cookies: 'Cookies and data processing',
  unofficial: 'Unofficial translation. The Kazakh text prevails.',
  readOfficial: 'Read the Kazakh text',
  skip: 'Skip to the text',
  chooseLanguage: 'Choose a language',
  contents: 'Contents',
  download: 'Download the text (.txt)',
  checksum: 'SHA-256 checksum of the text',
  note: 'Note: {n}',
  backToText: 'Back to the text: {n}',
  current: 'Current version',
  earlier: 'This is an earlier version.',
  announced: 'This version is published and not in force yet.',
  changed: 'What changed',
  readCurrent: 'Read the current version',
  neverChanged: 'Published versions are never changed.',
  notFound: 'There is no such version',
  notFoundBody: 'No version of the privacy policy was published at this address.',
}

/** Texts of the policy pages by language. */
export const pageTexts: Readonly<Record<Language, PageText>> = { kk, ru, en }

/** Replaces `{…}` in a text. Values are not escaped: escape the result where it becomes HTML. */
export const fillText = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

const LOCALES: Readonly<Record<Language, string>> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }

/** Formats a calendar day: '1 August 2025'. It has no time, so no time zone can shift it. */
export const formatDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
