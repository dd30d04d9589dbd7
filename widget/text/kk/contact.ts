// Texts of the contact form in Kazakh that no consent rests on.

export const formCode = 'Коды: {code}. Екеуін де сақтап қойыңыз: бұл бет оларды сақтамайды.'
export const formCopy = 'Көшіру'
export const formPrint = 'Басып шығару'
export const formCopied = 'Көшірілді.'
export const formSelected = 'Мәтін белгіленді: оны өзіңіз көшіріп алыңыз.'
export const errAutomated =
  'Хабарлама жіберілген жоқ: жасырын өріс толтырылып кеткен. Ол тазартылды, қайта жіберіңіз.'
export const formWebsite = 'Веб-сайт (бос қалдырыңыз)'
export const errOffline =
  'Байланыс жоқ. Деректер жіберілген жоқ. Бұл құрылғыда ештеңе сақталмайды: бетті жаппаңыз, жазғаныңыз осында тұр. Байланыс қалпына келгенде қайта жіберіңіз.'
export const errOutdated =
  'Хабарлама жіберілген жоқ: бет ашық тұрғанда келісім шарттары өзгерді. Жазғаныңыз осында тұр. Жаңа шарттарды оқып, жіберу үшін мына батырманы басыңыз.'
export const formGoOn = 'Жалғастыру'
