import type { Language } from '../../contract/index.ts'

/** Texts of the page that asks to send a form once more. */
export interface AgainPageText {
  readonly why: string
  readonly adult: string
  readonly representative: string
  readonly minor: string
  /** Beside the box, below what is agreed to. */
  readonly agree: string
  readonly send: string
}

/** By language. */
export const againPageTexts: Readonly<Record<Language, AgainPageText>> = {
  kk: {
    why: 'Хабарлама әлі жіберілген жоқ: нысан тұрған бет өз мекенжайын жасырады. Жазғаныңыз төменде сақталып тұр. Тексеріп, осы жерден жіберіңіз.',
    adult: '18 жасқа толған адам, өз атынан',
    representative: 'Баланың ата-анасы немесе заңды өкілі',
    minor: '18 жасқа толмаған адам',
    agree: 'Осы шарттармен дербес деректерімді жинауға және өңдеуге келісім беремін.',
    send: 'Жіберу',
  },
  ru: {
    why: 'Сообщение ещё не отправлено: страница с формой скрывает свой адрес. Всё, что вы ввели, сохранилось ниже. Проверьте и отправьте отсюда.',
    adult: 'Взрослый (18 лет и старше), от своего имени',
    representative: 'Родитель или законный представитель ребёнка',
    minor: 'Мне нет 18 лет',
    agree: 'Даю согласие на сбор и обработку моих персональных данных на этих условиях.',
    send: 'Отправить',
  },
  en: {
    why: 'The message has not been sent yet: the page with the form hides its address. What you typed is kept below. Check it and send it from here.',
    adult: 'An adult (18 or over), for myself',
    representative: 'A child’s parent or legal representative',
    minor: 'I am under 18',
    agree: 'I consent to the collection and processing of my personal data on these terms.',
    send: 'Send',
  },
}
