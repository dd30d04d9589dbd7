// Texts of the contact form in Kazakh that no consent rests on.

export const formCode = 'Коды: {code}. Екеуін де сақтап қойыңыз: бұл бет оларды сақтамайды.'
export const formCopy = 'Көшіру'
export const formPrint = 'Басып шығару'
export const formCopied = 'Көшірілді.'
export const formSelected = 'Мәтін белгіленді: оны өзіңіз көшіріп алыңыз.'
export const errAutomated =
  'Хабарлама жіберілген жоқ: жасырын өріс толтырылып кеткен. Ол тазартылды, қайта жіберіңіз.'
export const formWebsite = 'Веб-сайт (бос қалдырыңыз)'
