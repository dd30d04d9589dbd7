import type { DisclosedCategory } from '../../contract/index.ts'

/** Languages in which notifications are drafted. */
export type NotificationLanguage = 'kk' | 'ru'

/** Texts of a breach's notifications. `{…}` stands for a value, after a colon or alone. */
export interface NotificationText {
  readonly toAuthority: string
  readonly toSubjects: string
  readonly operator: string
  readonly responsible: string
  readonly discovered: string
  readonly due: string
  readonly nature: string
  readonly data: string
  readonly people: string
  readonly measures: string
  readonly norm: string
  readonly subjects: string
  readonly subjectsNone: string
  readonly noName: string
  readonly noPhone: string
  readonly iin: string
  readonly unnamed: string
  readonly greeting: string
  readonly told: string
  readonly rights: string
  readonly contact: string
  readonly categories: Readonly<Record<DisclosedCategory, string>>
}

const kk: NotificationText = {
  toAuthority: 'Дербес деректер қауіпсіздігінің бұзылуы туралы хабарлама',
  toSubjects: 'Дербес деректеріңіздің қауіпсіздігі бұзылғаны туралы хабарлама',
  operator: 'Оператор: {name}, БСН {bin}. Мекенжайы: {address}',
  responsible: 'Жауапты тұлға: {name}. Телефон: {phone}. Электрондық пошта: {email}',
  discovered: 'Анықталған уақыты: {at}',
  due: 'Уәкілетті органға хабарлау мерзімі: {date}',
  nature: 'Бұзушылықтың сипаты: {text}',
  data: 'Деректер: {list}',
  people: 'Адам саны: {n}',
  measures: 'Қабылданған шаралар: {text}',
  norm: 'Негізі: {text}',
  subjects: 'Дербес деректер субъектілері:',
  subjectsNone: 'Субъектілердің тізімі әлі жасалған жоқ.',
  noName: '(аты белгісіз)',
  noPhone: '(телефоны белгісіз)',
  iin: 'ЖСН сайтта жиналмайды.',
  unnamed: '(тағайындалмаған)',
  greeting: 'Құрметті сайт пайдаланушысы!',
  told: 'Уәкілетті орган: {authority}',
  rights:
    'Деректеріңізді көруге, бұғаттауға немесе жоюға, сондай-ақ уәкілетті органға немесе сотқа шағымдануға құқығыңыз бар.',
  contact: 'Сұрақтар бойынша: {contact}',
  categories: {
    name: 'аты-жөні',
    email: 'электрондық пошта',
    phone: 'телефон нөмірі',
    message: 'хабарлама мәтіні',
    consent: 'келісім жазбасы',
    address: 'IP мекенжайы',
    browser: 'браузер туралы мәлімет',
    visit_time: 'сайтқа кіру уақыты',
    visitor_cookie: 'cookie файлдары',
  },
}

const ru: NotificationText = {
  toAuthority: 'Уведомление о нарушении безопасности персональных данных',
  toSubjects: 'Уведомление о нарушении безопасности ваших персональных данных',
  operator: 'Оператор: {name}, БИН {bin}. Адрес: {address}',
  responsible: 'Ответственное лицо: {name}. Телефон: {phone}. Электронная почта: {email}',
  discovered: 'Время обнаружения: {at}',
  due: 'Срок уведомления уполномоченного органа: {date}',
  nature: 'Характер нарушения: {text}',
  data: 'Данные: {list}',
  people: 'Количество человек: {n}',
  measures: 'Принятые меры: {text}',
  norm: 'Основание: {text}',
  subjects: 'Субъекты персональных данных:',
  subjectsNone: 'Список субъектов ещё не составлен.',
  noName: '(имя неизвестно)',
  noPhone: '(телефон неизвестен)',
  iin: 'ИИН на сайте не собирается.',
  unnamed: '(не назначено)',
  greeting: 'Уважаемый пользователь сайта!',
  told: 'Уполномоченный орган: {authority}',
  rights:
    'Вы вправе посмотреть, заблокировать или удалить свои данные, а также подать жалобу в уполномоченный орган или в суд.',
  contact: 'По вопросам: {contact}',
  categories: {
    name: 'имя и фамилия',
    email: 'электронная почта',
    phone: 'номер телефона',
    message: 'текст сообщения',
    consent: 'запись о согласии',
    address: 'IP-адрес',
    browser: 'сведения о браузере',
    visit_time: 'время посещения',
    visitor_cookie: 'файлы cookie',
  },
}

export const notificationTexts: Readonly<Record<NotificationLanguage, NotificationText>> = {
  kk,
  ru,
}
