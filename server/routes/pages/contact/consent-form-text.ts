import type { Language } from '../../../contract/words.ts'

/** Texts of the form for a consent on paper. `{…}` stands for a value, after a colon or alone. */
export interface ConsentFormText {
  readonly title: string
  readonly intro: string
  readonly number: string
  readonly date: string
  readonly operator: string
  readonly subject: string
  readonly child: string
  readonly representative: string
  readonly relation: string
  readonly purpose: string
  readonly clause: string
  readonly otherPurpose: string
  readonly term: string
  readonly days: string
  readonly daysFromSending: string
  readonly otherTerm: string
  readonly thirdParties: string
  readonly crossBorder: string
  readonly publicSources: string
  readonly data: string
  readonly otherData: string
  readonly yes: string
  readonly no: string
  readonly countries: string
  readonly withdrawal: string
  readonly signature: string
  readonly purposes: Readonly<Record<string, string>>
  readonly dataNames: readonly string[]
}

const kk: ConsentFormText = {
  title: 'Дербес деректерді жинауға және өңдеуге келісім',
  intro:
    'Нысанды басып шығарып, қолмен толтырыңыз. 18 жасқа толмаған бала үшін ата-анасы немесе заңды өкілі қол қояды.',
  number: '№',
  date: 'Күні',
  operator: 'Оператор',
  subject: 'Дербес деректер субъектісі',
  child: 'Тегі, аты, әкесінің аты',
  representative: 'Заңды өкілінің тегі, аты, әкесінің аты',
  relation: 'Кім болып келеді (анасы, әкесі, қамқоршысы)',
  purpose: 'Мақсаты',
  clause: 'Саясат тармағы: {clause}',
  otherPurpose: 'Басқа мақсат',
  term: 'Келісім мерзімі',
  days: '{purpose}, күн саны: {n}',
  daysFromSending: '{purpose}, хабарлама жіберілгеннен кейінгі күн саны: {n}',
  otherTerm: 'Басқа мерзім',
  thirdParties: 'Үшінші тұлғаларға беру',
  crossBorder: 'Шет елге беру',
  publicSources: 'Жалпыға қолжетімді көздерде тарату',
  data: 'Дербес деректер тізбесі',
  otherData: 'Басқа деректер',
  yes: 'иә',
  no: 'жоқ',
  countries: 'Ел: {list}',
  withdrawal: 'Келісімді кез келген уақытта қайтарып алуға болады. Байланыс: {contact}',
  signature: 'Қолы',
  purposes: {
    functional: 'Тіл мен көрініс баптауларын есте сақтау',
    analytics: 'Аналитика және статистика',
    external: 'Сыртқы қызметтер',
    contact: 'Өтінішке жауап беру',
  },
  dataNames: [
    'аты-жөні',
    'электрондық пошта',
    'телефон нөмірі',
    'хабарлама мәтіні',
    'IP мекенжайы',
    'браузер туралы мәлімет',
    'сайтқа кіру уақыты',
    'cookie файлдары',
  ],
}

const ru: ConsentFormText = {
  title: 'Согласие на сбор и обработку персональных данных',
  intro:
    'Распечатайте форму и заполните от руки. За ребёнка до 18 лет подписывает родитель или законный представитель.',
  number: '№',
  date: 'Дата',
  operator: 'Оператор',
  subject: 'Субъект персональных данных',
  child: 'Фамилия, имя, отчество',
  representative: 'Фамилия, имя, отчество законного представителя',
  relation: 'Кем приходится (мать, отец, опекун)',
  purpose: 'Цель',
  clause: 'Пункт политики: {clause}',
  otherPurpose: 'Другая цель',
  term: 'Срок согласия',
  days: '{purpose}, дней: {n}',
  daysFromSending: '{purpose}, дней после отправки сообщения: {n}',
  otherTerm: 'Другой срок',
  thirdParties: 'Передача третьим лицам',
  crossBorder: 'Трансграничная передача',
  publicSources: 'Распространение в общедоступных источниках',
  data: 'Перечень персональных данных',
  otherData: 'Другие данные',
  yes: 'да',
  no: 'нет',
  countries: 'Страна: {list}',
  withdrawal: 'Согласие можно отозвать в любое время. Контакт: {contact}',
  signature: 'Подпись',
  purposes: {
    functional: 'Запоминание языка и настроек отображения',
    analytics: 'Аналитика и статистика',
    external: 'Внешние сервисы',
    contact: 'Ответ на обращение',
  },
  dataNames: [
    'имя и фамилия',
    'электронная почта',
    'номер телефона',
    'текст сообщения',
    'IP-адрес',
    'сведения о браузере',
    'время посещения',
    'файлы cookie',
  ],
}

const en: ConsentFormText = {
  title: 'Consent to the collection and processing of personal data',
  intro:
    'Print the form and fill it in by hand. For a child under 18 a parent or legal representative signs.',
  number: 'No.',
  date: 'Date',
  operator: 'Operator',
  subject: 'Subject of the personal data',
  child: 'Full name',
  representative: 'Full name of the legal representative',
  relation: 'Relation (mother, father, guardian)',
  purpose: 'Purpose',
  clause: 'Item of the policy: {clause}',
  otherPurpose: 'Another purpose',
  term: 'Consent term',
  days: '{purpose}, days: {n}',
  daysFromSending: '{purpose}, days after the message was sent: {n}',
  otherTerm: 'Another term',
  thirdParties: 'Transfer to third parties',
  crossBorder: 'Transfer abroad',
  publicSources: 'Publication in open sources',
  data: 'Personal data',
  otherData: 'Other data',
  yes: 'yes',
  no: 'no',
  countries: 'Country: {list}',
  withdrawal: 'The consent can be withdrawn at any time. Contact: {contact}',
  signature: 'Signature',
  purposes: {
    functional: 'Remembering language and display settings',
    analytics: 'Analytics and statistics',
    external: 'External services',
    contact: 'Answering an enquiry',
  },
  dataNames: [
    'name',
    'email',
    'phone number',
    'message text',
    'IP address',
    'browser information',
    'time of visits',
    'cookies',
  ],
}

export const consentFormTexts: Readonly<Record<Language, ConsentFormText>> = { kk, ru, en }
