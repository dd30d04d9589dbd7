import type { Language } from '../../../contract/words.ts'

/** Texts of the receipt page and of the page that checks a receipt. */
export interface ReceiptPageText {
  readonly receipt: string
  readonly check: string
  readonly checkIntro: string
  readonly paste: string
  readonly submit: string
  readonly valid: string
  readonly malformed: string
  readonly keyUnknown: string
  readonly altered: string
  readonly doubled: string
  readonly more: string
  readonly kantaraAltered: string
  readonly checked: string
  readonly presentUnknown: string
  readonly operator: string
  readonly bin: string
  readonly address: string
  readonly contact: string
  readonly number: string
  readonly given: string
  readonly until: string
  readonly purposes: string
  readonly data: string
  readonly granted: string
  readonly refused: string
  readonly thirdParties: string
  readonly none: string
  readonly crossBorder: string
  readonly publicSources: string
  readonly storage: string
  readonly yes: string
  readonly no: string
  readonly retention: string
  readonly history: string
  readonly withdrawal: string
  readonly withdrawalBody: string
  readonly policy: string
  readonly noticeHash: string
  readonly signature: string
  readonly names: Readonly<Record<string, string>>
}

const kk: ReceiptPageText = {
  receipt: 'Келісім түбіртегі',
  check: 'Түбіртекті тексеру',
  checkIntro:
    'Түбіртек мәтінін немесе файлдың толық мазмұнын осы жерге қойыңыз. Ол сақталмайды, тек қолтаңбасы тексеріледі.',
  paste: 'Түбіртек мәтіні',
  submit: 'Тексеру',
  valid: 'Түбіртек шын: оны осы сервер берген, содан бері өзгермеген.',
  malformed: 'Бұл түбіртекке ұқсамайды. Файлды толық көшіріп қойыңыз.',
  keyUnknown: 'Түбіртекке басқа кілтпен қол қойылған: оны осы сервер берген жоқ.',
  altered: 'Түбіртек өзгертілген: қолтаңбасы мәтінге сай емес.',
  doubled:
    'Файлда бір өріс екі рет жазылған: әр бағдарлама оны әрқалай оқуы мүмкін. Түбіртекті жүктеп алынған күйінде қойыңыз.',
  more: 'Файлда түбіртекте болмауы тиіс қосымша бөліктер бар. Оларға қол қойылмаған. Түбіртекті жүктеп алынған күйінде қойыңыз.',
  kantaraAltered:
    'Файлдың Kantara пішіміндегі бөлігі қол қойылған мәтінге сай емес. Бұл бөлікке қол қойылмаған, оған сенбеңіз.',
  checked:
    'Тексерілгені: қолтаңба мен кілт, сондай-ақ қойылған файлдың оқылатын бөлігі мен Kantara пішіміндегі бөлігі қол қойылған мәтінге сай келетіні.',
  presentUnknown:
    'Тексеру келісімнің қазір күшінде екенін айтпайды: оны түбіртек иесі ғана көре алады.',
  operator: 'Оператор',
  bin: 'БСН',
  address: 'Мекенжайы',
  contact: 'Байланыс',
  number: 'Түбіртек нөмірі',
  given: 'Берілген уақыты',
  until: 'Қолданылу мерзімі',
  purposes: 'Мақсаттары',
  data: 'Деректер',
  granted: 'рұқсат берілді',
  refused: 'рұқсат берілмеді',
  thirdParties: 'Үшінші тұлғалар',
  none: 'жоқ',
  crossBorder: 'Шет елге беру',
  publicSources: 'Жалпыға қолжетімді көздерде тарату',
  storage: 'Сақталатын елі',
  yes: 'иә',
  no: 'жоқ',
  retention: 'Сақтау мерзімдері, күн',
  history: 'Өзгерістер тарихы',
  withdrawal: 'Қайтарып алу',
  withdrawalBody:
    'Келісімді кез келген уақытта сайттағы «Cookie баптаулары» сілтемесі арқылы қайтарып ала аласыз.',
  policy: 'Құпиялылық саясаты',
  noticeHash: 'Көрсетілген мәтіннің SHA-256 сомасы',
  signature: 'Қолтаңба (JWS)',
  names: {
    analytics: 'Аналитика және статистика',
    external: 'Сыртқы қызметтер',
    functional: 'Функционалдық',
    contact: 'Өтінішке жауап беру',
    ip: 'IP-мекенжай',
    browser: 'Браузер туралы ақпарат',
    visit_time: 'Келу уақыты',
    visitor_cookie: 'Келуші cookie файлы',
    name: 'Аты-жөні',
    email: 'Электрондық пошта',
    phone: 'Телефон нөмірі',
    message: 'Хабарлама',
    choice: 'Таңдау',
    visits: 'Келу жазбалары',
    wholeAddress: 'Толық IP-мекенжай',
    messageAfterSending: 'Хабарлама, жіберілгеннен кейін',
    messageAfterClosing: 'Хабарлама, жауап берілгеннен кейін',
    ConsentGiven: 'Келісім берілді',
    RenewedConsentGiven: 'Келісім жаңартылды',
    ConsentWithdrawn: 'Келісім қайтарып алынды',
    ConsentExpired: 'Мерзімі аяқталды',
  },
}

const ru: ReceiptPageText = {
  receipt: 'Квитанция о согласии',
  check: 'Проверка квитанции',
  checkIntro:
    'Вставьте сюда текст квитанции или всё содержимое файла. Он не сохраняется, проверяется только подпись.',
  paste: 'Текст квитанции',
  submit: 'Проверить',
  valid: 'Квитанция подлинная: её выдал этот сервер, и с тех пор она не менялась.',
  malformed: 'Это не похоже на квитанцию. Скопируйте файл целиком.',
  keyUnknown: 'Квитанция подписана другим ключом: этот сервер её не выдавал.',
  altered: 'Квитанция изменена: подпись не соответствует тексту.',
  doubled:
    'В файле одно поле записано дважды: разные программы могут прочесть его по-разному. Вставьте квитанцию такой, какой она была скачана.',
  more: 'В файле есть части, которых в квитанции не бывает. Они не подписаны. Вставьте квитанцию такой, какой она была скачана.',
  kantaraAltered:
    'Часть файла в формате Kantara не соответствует подписанному тексту. Эта часть не подписана, не верьте ей.',
  checked:
    'Проверено: подпись и ключ, а также что читаемая часть и часть в формате Kantara, если они вставлены, соответствуют подписанному тексту.',
  presentUnknown:
    'Проверка не говорит, действует ли согласие сейчас: это видит только владелец квитанции.',
  operator: 'Оператор',
  bin: 'БИН',
  address: 'Адрес',
  contact: 'Контакты',
  number: 'Номер квитанции',
  given: 'Дано',
  until: 'Действует до',
  purposes: 'Цели',
  data: 'Данные',
  granted: 'разрешено',
  refused: 'не разрешено',
  thirdParties: 'Третьи лица',
  none: 'нет',
  crossBorder: 'Передача за границу',
  publicSources: 'Распространение в общедоступных источниках',
  storage: 'Страна хранения',
  yes: 'да',
  no: 'нет',
  retention: 'Сроки хранения, дней',
  history: 'История изменений',
  withdrawal: 'Отзыв',
  withdrawalBody: 'Согласие можно отозвать в любое время по ссылке «Настройки cookie» на сайте.',
  policy: 'Политика конфиденциальности',
  noticeHash: 'SHA-256 показанного текста',
  signature: 'Подпись (JWS)',
  names: {
    analytics: 'Аналитика и статистика',
    external: 'Внешние сервисы',
    functional: 'Функциональные',
    contact: 'Ответ на обращение',
    ip: 'IP-адрес',
    browser: 'Сведения о браузере',
    visit_time: 'Время посещения',
    visitor_cookie: 'Cookie посетителя',
    name: 'Имя',
    email: 'Электронная почта',
    phone: 'Телефон',
    message: 'Сообщение',
    choice: 'Выбор',
    visits: 'Записи посещений',
    wholeAddress: 'Полный IP-адрес',
    messageAfterSending: 'Сообщение, после отправки',
    messageAfterClosing: 'Сообщение, после ответа',
    ConsentGiven: 'Согласие дано',
    RenewedConsentGiven: 'Согласие обновлено',
    ConsentWithdrawn: 'Согласие отозвано',
    ConsentExpired: 'Срок истёк',
  },
}

const en: ReceiptPageText = {
  receipt: 'Consent receipt',
  check: 'Check a receipt',
  checkIntro:
    'Paste the receipt’s text, or the whole file, here. It is not kept; only its signature is checked.',
  paste: 'Text of the receipt',
  submit: 'Check',
  valid: 'The receipt is genuine: this server issued it, and it has not changed since.',
  malformed: 'This does not look like a receipt. Copy the whole file.',
  keyUnknown: 'The receipt was signed with another key: this server did not issue it.',
  altered: 'The receipt was altered: its signature does not fit its text.',
  doubled:
    'The file names one field twice: programs may read it differently. Paste the receipt as it was downloaded.',
  more: 'The file holds parts that no receipt has. They are not signed. Paste the receipt as it was downloaded.',
  kantaraAltered:
    'The part in the Kantara format does not agree with the signed text. That part is not signed; do not rely on it.',
  checked:
    'Checked: the signature and its key, and that the readable part and the part in the Kantara format, where they were pasted, agree with the signed text.',
  presentUnknown:
    'The check does not say whether the consent holds now: only the receipt’s owner can see that.',
  operator: 'Controller',
  bin: 'BIN',
  address: 'Address',
  contact: 'Contact',
  number: 'Receipt number',
  given: 'Given at',
  until: 'Valid until',
  purposes: 'Purposes',
  data: 'Data',
  granted: 'allowed',
  refused: 'not allowed',
  thirdParties: 'Third parties',
  none: 'none',
  crossBorder: 'Transfer abroad',
  publicSources: 'Publication in public sources',
  storage: 'Country of storage',
  yes: 'yes',
  no: 'no',
  retention: 'Terms of storage, days',
  history: 'History of changes',
  withdrawal: 'Withdrawal',
  withdrawalBody:
    'The consent can be withdrawn at any time by the link “Cookie settings” on the site.',
  policy: 'Privacy policy',
  noticeHash: 'SHA-256 of the text shown',
  signature: 'Signature (JWS)',
  names: {
    analytics: 'Analytics and statistics',
    external: 'External services',
    functional: 'Functional',
    contact: 'Answering an enquiry',
    ip: 'IP address',
    browser: 'Browser information',
    visit_time: 'Time of the visit',
    visitor_cookie: 'Visitor cookie',
    name: 'Name',
    email: 'Email',
    phone: 'Phone',
    message: 'Message',
    choice: 'Choice',
    visits: 'Records of visits',
    wholeAddress: 'Whole IP address',
    messageAfterSending: 'Message, after it was sent',
    messageAfterClosing: 'Message, after the answer',
    ConsentGiven: 'Consent given',
    RenewedConsentGiven: 'Consent renewed',
    ConsentWithdrawn: 'Consent withdrawn',
    ConsentExpired: 'Term ended',
  },
}

/** Texts of the receipt pages by language. */
export const receiptPageTexts: Readonly<Record<Language, ReceiptPageText>> = { kk, ru, en }
