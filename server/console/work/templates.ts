import type { Language } from '../../contract/index.ts'

/** A text to begin an answer with. */
export interface Template {
  readonly title: string
  readonly text: string
}

/** Texts to begin an answer to a message with, in the sender's language, whatever the console speaks. */
export const messageTemplates: Readonly<Record<Language, readonly Template[]>> = {
  kk: [
    {
      title: 'Жауап',
      text: 'Сәлеметсіз бе!\n\nХабарламаңызға рақмет. \n\nҚұрметпен,\nмектеп әкімшілігі',
    },
    {
      title: 'Қоңырау шаламыз',
      text: 'Сәлеметсіз бе!\n\nХабарламаңызды алдық. Жақын жұмыс күні телефон арқылы хабарласамыз.\n\nҚұрметпен,\nмектеп әкімшілігі',
    },
    {
      title: 'Қосымша мәлімет керек',
      text: 'Сәлеметсіз бе!\n\nЖауап беру үшін тағы мынаны нақтылауыңызды сұраймыз: \n\nҚұрметпен,\nмектеп әкімшілігі',
    },
  ],
  ru: [
    {
      title: 'Ответ',
      text: 'Здравствуйте!\n\nСпасибо за сообщение. \n\nС уважением,\nадминистрация школы',
    },
    {
      title: 'Мы позвоним',
      text: 'Здравствуйте!\n\nМы получили ваше сообщение и позвоним вам в ближайший рабочий день.\n\nС уважением,\nадминистрация школы',
    },
    {
      title: 'Нужны подробности',
      text: 'Здравствуйте!\n\nЧтобы ответить, просим уточнить: \n\nС уважением,\nадминистрация школы',
    },
  ],
  en: [
    {
      title: 'Answer',
      text: 'Hello,\n\nThank you for your message. \n\nKind regards,\nthe school office',
    },
    {
      title: 'We will call',
      text: 'Hello,\n\nWe have received your message and will call you on the next working day.\n\nKind regards,\nthe school office',
    },
    {
      title: 'More details are needed',
      text: 'Hello,\n\nTo answer, we need to know: \n\nKind regards,\nthe school office',
    },
  ],
}

/** Texts to begin an answer to a request with, in its author's language. */
export const requestTemplates: Readonly<Record<Language, readonly Template[]>> = {
  kk: [
    {
      title: 'Орындалды',
      text: 'Сәлеметсіз бе!\n\nСұрауыңыз орындалды. \n\nҚұрметпен,\nмектеп әкімшілігі',
    },
    {
      title: 'Деректер сақталмаған',
      text: 'Сәлеметсіз бе!\n\nСіз туралы деректер сақталмаған.\n\nҚұрметпен,\nмектеп әкімшілігі',
    },
  ],
  ru: [
    {
      title: 'Выполнено',
      text: 'Здравствуйте!\n\nВаш запрос выполнен. \n\nС уважением,\nадминистрация школы',
    },
    {
      title: 'Данных нет',
      text: 'Здравствуйте!\n\nДанные о вас у нас не хранятся.\n\nС уважением,\nадминистрация школы',
    },
  ],
  en: [
    {
      title: 'Done',
      text: 'Hello,\n\nWhat you asked for has been done. \n\nKind regards,\nthe school office',
    },
    {
      title: 'Nothing is held',
      text: 'Hello,\n\nNo data about you are held.\n\nKind regards,\nthe school office',
    },
  ],
}
