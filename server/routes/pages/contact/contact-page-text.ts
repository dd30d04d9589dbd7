import type { Language } from '../../../contract/index.ts'

/** Why a form is shown again. */
export type Why = 'hidden' | 'elsewhere' | 'outdated' | 'tooSoon' | 'automated'

/** Texts of the server's own contact form. */
export interface ContactPageText {
  readonly why: Readonly<Record<Why, string>>
  readonly adult: string
  readonly representative: string
  readonly minor: string
  /** Label suffix of optional fields. */
  readonly optional: string
  readonly minimise: string
  /** Label of the honeypot. */
  readonly trap: string
  readonly send: string
}

/** By language. */
export const contactPageTexts: Readonly<Record<Language, ContactPageText>> = {
  kk: {
    why: {
      hidden:
        'Хабарлама әлі жіберілген жоқ: нысан тұрған бет өз мекенжайын жасырады. Жазғаныңыз төменде сақталып тұр. Тексеріп, осы жерден жіберіңіз.',
      elsewhere:
        'Хабарлама әлі жіберілген жоқ: келісім осы жерде, қолданыстағы шарттармен беріледі. Жазғаныңыз төменде сақталып тұр. Тексеріп, осы жерден жіберіңіз.',
      outdated:
        'Хабарлама әлі жіберілген жоқ: келісім шарттары өзгерді. Жазғаныңыз төменде сақталып тұр. Жаңа шарттарды оқып, осы жерден жіберіңіз.',
      tooSoon:
        'Хабарлама әлі жіберілген жоқ: ол адам жазып үлгермейтіндей тез келді немесе бет тым ұзақ ашық тұрды. Жазғаныңыз төменде сақталып тұр. Бір секунд күтіп, қайта жіберіңіз.',
      automated:
        'Хабарлама әлі жіберілген жоқ: жасырын өріс толтырылып кеткен, оны браузер толтырған болуы мүмкін. Ол тазартылды. Жазғаныңыз төменде сақталып тұр. Қайта жіберіңіз.',
    },
    adult: '18 жасқа толған адам, өз атынан',
    representative: 'Баланың ата-анасы немесе заңды өкілі',
    minor: '18 жасқа толмаған адам',
    optional: '(міндетті емес)',
    minimise: 'ЖСН мен денсаулық туралы мәліметтерді жазбаңыз.',
    trap: 'Веб-сайт (бос қалдырыңыз)',
    send: 'Жіберу',
  },
  ru: {
    why: {
      hidden:
        'Сообщение ещё не отправлено: страница с формой скрывает свой адрес. Всё, что вы ввели, сохранилось ниже. Проверьте и отправьте отсюда.',
      elsewhere:
        'Сообщение ещё не отправлено: согласие даётся здесь, на действующих условиях. Всё, что вы ввели, сохранилось ниже. Проверьте и отправьте отсюда.',
      outdated:
        'Сообщение ещё не отправлено: условия согласия изменились. Всё, что вы ввели, сохранилось ниже. Прочитайте новые условия и отправьте отсюда.',
      tooSoon:
        'Сообщение ещё не отправлено: оно пришло быстрее, чем пишут люди, или страница была открыта слишком долго. Всё, что вы ввели, сохранилось ниже. Подождите секунду и отправьте ещё раз.',
      automated:
        'Сообщение ещё не отправлено: было заполнено скрытое поле, возможно, браузером. Оно очищено. Всё, что вы ввели, сохранилось ниже. Отправьте ещё раз.',
    },
    adult: 'Совершеннолетний, от своего имени',
    representative: 'Родитель или законный представитель ребёнка',
    minor: 'Мне нет 18 лет',
    optional: '(необязательно)',
    minimise: 'Не указывайте ИИН и сведения о здоровье.',
    trap: 'Веб-сайт (оставьте пустым)',
    send: 'Отправить',
  },
  en: {
    why: {
      hidden:
        'The message has not been sent yet: the page with the form hides its address. What you typed is kept below. Check it and send it from here.',
      elsewhere:
        'The message has not been sent yet: consent is given here, on the terms in force. What you typed is kept below. Check it and send it from here.',
      outdated:
        'The message has not been sent yet: the terms of the consent have changed. What you typed is kept below. Read the new terms and send it from here.',
      tooSoon:
        'The message has not been sent yet: it came quicker than people write, or the page was open for too long. What you typed is kept below. Wait one second and send it again.',
      automated:
        'The message has not been sent yet: a hidden field was filled in, perhaps by the browser. It has been emptied. What you typed is kept below. Send it again.',
    },
    adult: 'An adult (18 or over), for myself',
    representative: 'A child’s parent or legal representative',
    minor: 'I am under 18',
    optional: '(optional)',
    minimise: 'Do not include an IIN or health information.',
    trap: 'Website (leave empty)',
    send: 'Send',
  },
}
