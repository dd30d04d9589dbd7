// Texts of what a person can do with their data, in Kazakh.

export const actExport = 'Деректерді жүктеп алу'
export const actExportHint = 'Осы сайт сіз туралы не сақтайтыны түгел.'
export const actReceipt = 'Келісім растамасын жүктеп алу'
export const actReceiptHint = 'Неге келіскеніңізді растайтын, мектеп қол қойған құжат.'
export const actJson = 'JSON файлы'
export const actPage = 'Оқуға арналған бет'
export const saidSaved = 'Файл жүктелді.'
export const actBlock = 'Бәрін тоқтата тұру'
export const actBlockHint =
  'Деректер сақталады, бірақ өзіңіз жалғастырғанша ештеңеге пайдаланылмайды. Заңда бұл бұғаттау деп аталады.'
export const actUnblock = 'Жалғастыру'
export const actUnblockHint = 'Қазір бәрі тоқтатылған: деректер сақталады, бірақ пайдаланылмайды.'
export const actReason = 'Жалғастыру себебі'
export const actAgree = 'өңдеуге келісемін'
export const actCorrected = 'деректер түзетілді'
export const saidBlocked =
  'Тоқтатылды. Деректер сақталады, бірақ сақтау мен жоюдан басқа мақсатта пайдаланылмайды.'
export const saidUnblocked = 'Өңдеу жалғасады.'
export const errHeld =
  'Заң бұл деректерді бұғатталған күйде сақтауды талап етеді: өңдеуді жалғастыруға болмайды.'
export const errWithdrawn =
  'Келісім қайтарып алынған: өңдеуді жалғастыруға болмайды. Керек болса, жаңа хабарлама жіберіңіз.'
export const actWithdraw = 'Келісімді қайтарып алу'
export const actWithdrawHint =
  'Рұқсат берген мақсаттарыңыздың бәрі бірден тоқтайды. Бұған дейін жиналған деректер мерзімі біткенше сақталады, оларды жоюға болады.'
export const saidWithdrawn = 'Келісім қайтарып алынды.'
export const saidWithdrawnOwn =
  'Келісім қайтарып алынды. Жиналған деректерді жойғыңыз келсе, терезені жаппай тұрып жойыңыз: кейін бұл құрылғы оларды аша алмайды.'

export const actDelete = 'Деректерімді жою'
export const actDeleteConfirm =
  'Деректер біржола жойылады, оларды қалпына келтіру мүмкін емес. Жоясыз ба?'
export const actDeleteYes = 'Иә, жою'
export const actCancel = 'Болдырмау'
export const actDeletes = 'Жойылады: {list}'
export const actKeeps = 'Сақталады: {list}'
export const nothing = 'ештеңе'
export const visits = 'келулер'
export const messages = 'хабарламалар'
export const consents = 'келісімдер'
export const requests = 'сұраулар'
export const keptProof = 'келісім болғанын растау үшін, аты-жөніңізсіз'
export const keptLaw = 'заң талабы бойынша; кейін өздігінен жойылады'
export const myDeletedPart =
  'Деректеріңіз жойылды, тек заң сақтауды талап ететіндері қалды. Растама нөмірі: {id}. Осы нөмірді сақтап қойыңыз.'
export const errKept =
  'Әзірге ештеңе жойылған жоқ: заң бұл деректерді бұғатталған күйде сақтауды талап етеді. Мерзімі біткенде олар өздігінен жойылады, қайта сұраудың қажеті жоқ.'

export const actRequest = 'Мектепке сұрау жіберу'
export const requestKind = 'Сұрау түрі'
export const kindInformation = 'Деректерім туралы мәлімет алу'
export const kindCorrection = 'Деректерді түзету'
export const kindBlocking = 'Деректерді бұғаттау'
export const kindDeletion = 'Деректерді жою'
export const kindObjection = 'Өңдеуге қарсылық білдіру'
export const requestScope = 'Қай деректер туралы'
export const scopeSite = 'осы сайттағы деректер'
export const scopeOther = 'мектептегі басқа деректер: оқушы, қызметкер, бейнебақылау'
export const requestText = 'Сұрау мәтіні'
export const requestEmail = 'Жауап жіберілетін пошта (міндетті емес)'
export const requestSend = 'Сұрауды жіберу'
export const askHint =
  'Деректеріңізді түзетуді, жоюды немесе олар туралы мәлімет беруді сұраңыз. Мектептегі басқа деректеріңіз бойынша да сұрай аласыз.'
export const askWho =
  'Мұнда ашық жазба жоқ, сондықтан мектеп сұрауды кім жібергенін біле алмайды. Алдымен хабарламаңызды ашыңыз немесе мектепке жазыңыз: {contact}'
export const requestSent =
  'Сұрауыңыз қабылданды. Жауап беру мерзімі: {date}. Сұрау нөмірі: {number}'
