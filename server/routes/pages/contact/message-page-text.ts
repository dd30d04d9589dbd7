import type { FieldProblem, Language } from '../../../contract/index.ts'

/** Texts of the response page to a contact form sent without JavaScript. */
export interface MessagePageText {
  readonly title: string
  readonly skip: string
  readonly sent: string
  /** Before the code that opens the message. */
  readonly code: string
  readonly summary: string
  readonly back: string
  readonly minorStop: string
  readonly consent: string
  readonly replyHint: string
  /** The request itself cannot be accepted; not for errors of the server. */
  readonly notTaken: string
  /** The page's form uses an encoding that is never accepted. */
  readonly wrongForm: string
  readonly tooMany: string
  readonly server: string
  readonly fields: Readonly<Record<string, string>>
  readonly problems: Readonly<Partial<Record<FieldProblem | 'email' | 'phone', string>>>
}

const kk: MessagePageText = {
  title: 'Бізге жазыңыз',
  skip: 'Мәтінге өту',
  sent: 'Хабарламаңыз жіберілді. Өтініш нөмірі: {id}. Оны сақтап қойыңыз: деректеріңізді көру немесе жою үшін керек болады.',
  code: 'Өтініштің құпия коды (нөмірімен бірге керек, басқаға бермеңіз):',
  summary: 'Нысандағы қателер саны: {n}',
  back: 'Ештеңе жіберілген жоқ. Браузердің «артқа» батырмасымен нысанға оралып, түзетіңіз: жазғаныңыз сақталып тұр.',
  minorStop:
    '18 жасқа толмаған болсаңыз, бұл нысанды ата-анаңыз немесе заңды өкіліңіз толтыруы керек. Енгізген деректеріңіз сақталған жоқ.',
  consent: 'Хабарлама жіберу үшін келісім белгісін қойыңыз.',
  replyHint: 'Жауап алу үшін электрондық поштаңызды немесе телефон нөміріңізді көрсетіңіз.',
  notTaken: 'Хабарлама қабылданған жоқ. Нысан бетін жаңартып, қайта жіберіңіз.',
  wrongForm:
    'Хабарлама қабылданған жоқ: бұл беттегі нысан дұрыс бапталмаған. Бізге басқа жолмен хабарласыңыз.',
  tooMany: 'Қысқа уақытта тым көп хабарлама жіберілді. Бір минуттан кейін қайталап көріңіз.',
  server: 'Серверде қате болды. Кейінірек қайталап көріңіз.',
  fields: {
    name: 'Аты-жөніңіз',
    email: 'Электрондық пошта',
    phone: 'Телефон нөмірі',
    message: 'Хабарлама',
    sender: 'Өтінішті кім жіберіп отыр?',
  },
  problems: {
    missing: 'Бұл өрісті толтырыңыз.',
    too_short: 'Бұл өрісті толтырыңыз.',
    too_long: 'Мәтін тым ұзын.',
    email: 'Электрондық пошта мекенжайын мына үлгімен жазыңыз: name@example.kz',
    phone: 'Телефон нөмірін мына үлгімен жазыңыз: +7 700 000 00 00',
  },
}

const ru: MessagePageText = {
  title: 'Напишите нам',
  skip: 'Перейти к тексту',
  sent: 'Сообщение отправлено. Номер обращения: {id}. Сохраните его: он понадобится, чтобы посмотреть или удалить ваши данные.',
  code: 'Секретный код обращения (нужен вместе с номером, никому его не сообщайте):',
  summary: 'Ошибок в форме: {n}',
  back: 'Ничего не отправлено. Вернитесь к форме кнопкой «назад» в браузере и исправьте её: введённое сохранилось.',
  minorStop:
    'Если вам нет 18 лет, форму должен заполнить родитель или законный представитель. Введённые данные не сохранены.',
  consent: 'Чтобы отправить сообщение, отметьте согласие.',
  replyHint: 'Чтобы получить ответ, укажите электронную почту или номер телефона.',
  notTaken: 'Сообщение не принято. Обновите страницу с формой и отправьте ещё раз.',
  wrongForm:
    'Сообщение не принято: форма на этой странице настроена неправильно. Свяжитесь с нами другим способом.',
  tooMany: 'За короткое время отправлено слишком много сообщений. Повторите попытку через минуту.',
  server: 'На сервере произошла ошибка. Повторите попытку позже.',
  fields: {
    name: 'Имя и фамилия',
    email: 'Электронная почта',
    phone: 'Номер телефона',
    message: 'Сообщение',
    sender: 'Кто отправляет обращение?',
  },
  problems: {
    missing: 'Заполните это поле.',
    too_short: 'Заполните это поле.',
    too_long: 'Текст слишком длинный.',
    email: 'Введите адрес по образцу: name@example.kz',
    phone: 'Введите номер по образцу: +7 700 000 00 00',
  },
}

const en: MessagePageText = {
  title: 'Contact us',
  skip: 'Skip to the text',
  sent: 'Your message was sent. Reference: {id}. Keep it: you will need it to see or delete your data.',
  code: 'Secret code of your message (needed with the reference; tell it to nobody):',
  summary: 'Errors in the form: {n}',
  back: 'Nothing was sent. Go back to the form with your browser’s “back” button and correct it: what you typed is still there.',
  minorStop:
    'If you are under 18, a parent or legal representative must fill in this form. What you entered was not stored.',
  consent: 'To send the message, tick the consent box.',
  replyHint: 'To get a reply, give an email address or a phone number.',
  notTaken: 'The message was not taken. Reload the page with the form and send it again.',
  wrongForm:
    'The message was not taken: the form on this page is not set up correctly. Please reach us another way.',
  tooMany: 'Too many messages were sent in a short time. Please try again in a minute.',
  server: 'Something went wrong on the server. Please try again later.',
  fields: {
    name: 'Your name',
    email: 'Email',
    phone: 'Phone number',
    message: 'Message',
    sender: 'Who is sending this?',
  },
  problems: {
    missing: 'Fill in this field.',
    too_short: 'Fill in this field.',
    too_long: 'The text is too long.',
    email: 'Enter an address like this: name@example.kz',
    phone: 'Enter a number like this: +7 700 000 00 00',
  },
}

/** Texts of the answer to a plain form, by language. */
export const messagePageTexts: Readonly<Record<Language, MessagePageText>> = { kk, ru, en }
