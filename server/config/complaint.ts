import * as v from 'valibot'

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000))

/** How to complain, in each language (DS-08). The school may name its own court and the address of the authorised body. */
export const complaint = v.optional(v.strictObject({ kk: text, ru: text, en: text }), {
  kk: 'Жеке деректеріңізді өңдеуге келіспесеңіз, алдымен мектепке жазыңыз: жауап беру мерзімі сұраумен бірге көрсетіледі. Сондай-ақ дербес деректерді қорғау саласындағы уәкілетті органға (Қазақстан Республикасы Жасанды интеллект және цифрлық даму министрлігіне) немесе тұрғылықты жеріңіз бойынша сотқа шағымдана аласыз.',
  ru: 'Если вы не согласны с обработкой ваших персональных данных, сначала напишите школе: срок ответа указывается вместе с запросом. Вы также можете пожаловаться в уполномоченный орган в сфере защиты персональных данных (Министерство искусственного интеллекта и цифрового развития Республики Казахстан) или обратиться в суд по месту жительства.',
  en: 'If you disagree with how your personal data are processed, write to the school first: the day on which the answer is due is shown with your request. You may also complain to the authorised body for the protection of personal data (the Ministry of Artificial Intelligence and Digital Development of the Republic of Kazakhstan) or go to the court of your place of residence.',
})
