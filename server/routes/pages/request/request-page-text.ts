import type { Language } from '../../../contract/words.ts'

/** Texts of the page on which anybody can ask the school about data. */
export interface RequestPageText {
  readonly title: string
  readonly intro: string
  readonly kind: string
  readonly scope: string
  readonly name: string
  readonly email: string
  readonly emailHint: string
  readonly text: string
  readonly textHint: string
  readonly next: string
  readonly codeTitle: string
  readonly codeSent: string
  readonly code: string
  readonly send: string
  readonly another: string
  readonly done: string
  readonly doneNext: string
  readonly wrong: string
  readonly wrongEmail: string
  readonly codeRefused: string
  readonly tooMany: string
  readonly noMail: string
  readonly notTaken: string
}

const kk: RequestPageText = {
  title: 'Деректер туралы өтініш',
  intro:
    'Мектептен дербес деректеріңіз туралы сұрай аласыз: осы сайттағы да, басқа да деректер туралы. Тегін, тіркелгі керек емес.',
  kind: 'Не сұрайсыз',
  scope: 'Қандай деректер туралы',
  name: 'Аты-жөніңіз',
  email: 'Электрондық поштаңыз',
  emailHint:
    'Осы мекенжайға алдымен код, кейін жауап келеді. Код енгізілмейінше ештеңе сақталмайды.',
  text: 'Түсініктеме (міндетті емес)',
  textHint: 'ЖСН мен құжат деректерін жазбаңыз.',
  next: 'Код алу',
  codeTitle: 'Кодты енгізіңіз',
  codeSent: '{email} мекенжайына алты цифрлы код жіберілді. Ол 10 минут жарамды.',
  code: 'Хаттағы код',
  send: 'Өтінішті жіберу',
  another: 'Басынан бастау',
  done: 'Өтініш қабылданды. Нөмірі: {number}. Жауап беру мерзімі: {dueOn}.',
  doneNext: 'Жауап электрондық поштаңызға келеді.',
  wrong: 'Толтырылмаған немесе тым ұзын: {fields}.',
  wrongEmail: 'Электрондық поштаны aty@mysal.kz түрінде жазыңыз.',
  codeRefused: 'Код қате немесе мерзімі өткен. Қайта көріңіз немесе басынан бастаңыз.',
  tooMany: 'Код тым жиі сұралды. Кейінірек қайталаңыз немесе мына жерге хабарласыңыз: {contact}.',
  noMail: 'Қазір хат жіберу мүмкін емес. Мына жерге хабарласыңыз: {contact}.',
  notTaken: 'Форма қабылданбады. Бетті жаңартып, қайта толтырыңыз.',
}

const ru: RequestPageText = {
  title: 'Обращение о данных',
  intro:
    'Вы можете обратиться к школе по поводу своих персональных данных: на этом сайте или любых других. Это бесплатно, учётная запись не нужна.',
  kind: 'О чём вы просите',
  scope: 'О каких данных',
  name: 'Имя и фамилия',
  email: 'Электронная почта',
  emailHint:
    'На этот адрес придёт сначала код, а потом ответ. Пока код не введён, ничего не хранится.',
  text: 'Пояснение (не обязательно)',
  textHint: 'Не пишите ИИН и данные документов.',
  next: 'Получить код',
  codeTitle: 'Введите код',
  codeSent: 'На адрес {email} отправлен код из шести цифр. Он действует 10 минут.',
  code: 'Код из письма',
  send: 'Отправить обращение',
  another: 'Начать сначала',
  done: 'Обращение принято. Номер: {number}. Срок ответа: {dueOn}.',
  doneNext: 'Ответ придёт на вашу электронную почту.',
  wrong: 'Не заполнено или слишком длинно: {fields}.',
  wrongEmail: 'Напишите электронную почту так: imya@primer.kz.',
  codeRefused: 'Код неверный или истёк. Попробуйте ещё раз или начните сначала.',
  tooMany: 'Код запрашивали слишком часто. Попробуйте позже или обратитесь сюда: {contact}.',
  noMail: 'Сейчас письмо отправить нельзя. Обратитесь сюда: {contact}.',
  notTaken: 'Форма не принята. Обновите страницу и заполните её снова.',
}

const en: RequestPageText = {
  title: 'Request about data',
  intro:
    'You can ask the school about your personal data: those of this site, or any others. It is free, and needs no account.',
  kind: 'What you ask for',
  scope: 'About which data',
  name: 'Your name',
  email: 'Your email address',
  emailHint:
    'First a code comes to this address, then the answer. Until the code is entered, nothing is kept.',
  text: 'Explanation (optional)',
  textHint: 'Do not write an IIN or details of documents.',
  next: 'Get a code',
  codeTitle: 'Enter the code',
  codeSent: 'A code of six digits was sent to {email}. It is valid for 10 minutes.',
  code: 'Code from the mail',
  send: 'Send the request',
  another: 'Begin anew',
  done: 'The request was received. Its number is {number}. The answer is due on {dueOn}.',
  doneNext: 'The answer will come to your email address.',
  wrong: 'Not filled in, or too long: {fields}.',
  wrongEmail: 'Write the email address like name@example.kz.',
  codeRefused: 'The code is wrong or has expired. Try again, or begin anew.',
  tooMany: 'Codes were asked for too often. Try again later, or turn to {contact}.',
  noMail: 'No mail can be sent just now. Turn to {contact}.',
  notTaken: 'The form was not taken. Load the page again and fill it in once more.',
}

export const requestPageTexts: Readonly<Record<Language, RequestPageText>> = { kk, ru, en }
