import type { Language, RequestBody } from '../../../contract/index.ts'

type Kind = RequestBody['kind']
type Scope = RequestBody['scope']

/** Kinds and scopes of requests, in the words of the my-data panel. */
const words: Readonly<Record<Language, Readonly<Record<Kind | Scope, string>>>> = {
  kk: {
    information: 'Деректерім туралы мәлімет алу',
    correction: 'Деректерді түзету',
    blocking: 'Деректерді бұғаттау',
    deletion: 'Деректерді жою',
    objection: 'Өңдеуге қарсылық білдіру',
    site: 'осы сайттағы деректер',
    other: 'мектептегі басқа деректер: оқушы, қызметкер, бейнебақылау',
  },
  ru: {
    information: 'Получить сведения о моих данных',
    correction: 'Исправить данные',
    blocking: 'Заблокировать данные',
    deletion: 'Удалить данные',
    objection: 'Возразить против обработки',
    site: 'данные этого сайта',
    other: 'другие данные школы: ученик, сотрудник, видеонаблюдение',
  },
  en: {
    information: 'Learn about my data',
    correction: 'Correct data',
    blocking: 'Block data',
    deletion: 'Delete data',
    objection: 'Object to processing',
    site: 'data of this site',
    other: 'other data of the school: student, staff, cameras',
  },
}

/** Returns a request's kind or scope in words. */
export const sayRequest = (word: Kind | Scope, language: Language): string => words[language][word]
