import type { Language } from '../../contract/index.ts'

/** Texts of the page that asks to send a form once more. */
export interface AgainPageText {
  readonly why: string
  readonly send: string
}

/** By language. */
export const againPageTexts: Readonly<Record<Language, AgainPageText>> = {
  kk: {
    why: 'Хабарлама әлі жіберілген жоқ: нысан тұрған бет өз мекенжайын жасырады. Жазғаныңыз төменде сақталып тұр. Тексеріп, осы жерден жіберіңіз.',
    send: 'Жіберу',
  },
  ru: {
    why: 'Сообщение ещё не отправлено: страница с формой скрывает свой адрес. Всё, что вы ввели, сохранилось ниже. Проверьте и отправьте отсюда.',
    send: 'Отправить',
  },
  en: {
    why: 'The message has not been sent yet: the page with the form hides its address. What you typed is kept below. Check it and send it from here.',
    send: 'Send',
  },
}
