// Texts of the my-data panel in Kazakh, apart from those that a visitor consents under: they belong to no notice.
// The rules of kk.ts hold.

export const myTitle = 'Менің деректерім'
export const myShort = 'Қысқаша'
export const myMore = 'Тағы не істеуге болады'
export const myFree = 'Бұл тегін, тіркелудің қажеті жоқ.'
export const myBack = 'Артқа'
export const myAgain = 'Қайталап көру'
export const myClose = 'Жабу'
export const myWorking = 'Күте тұрыңыз…'
export const myOffline =
  'Серверден жауап келмеді. Байланысты тексеріп, қайталап көріңіз: ештеңе екі рет орындалмайды.'

export const myDevice = 'Осы құрылғыдағы деректер'
export const myHere = 'Осы құрылғыда'
export const myHereNone = 'сіз туралы ештеңе жоқ'
export const myHereRefused = 'таңдауыңыз: бәрінен бас тартылды. Күні: {date}'
export const myHereGranted = 'таңдауыңыз. Соңғы күні: {date}'
export const myDeviceGranted = 'Рұқсат берілген мақсаттар: {purposes}'
export const myDevicePlace = 'Сақталатын орны: {name} cookie файлы және браузер жады.'
export const myDeviceKey =
  'Келісім жазбасының құпия кілті де осында: сервердегі деректеріңізді сол ашады.'
export const myDeviceWaiting = 'Сервер бұл таңдауды әлі растаған жоқ, сондықтан ештеңе қосылмады.'
export const mySchool = 'Мектепте'
export const mySchoolNone = 'бұл құрылғы арқылы ештеңе табылмады'
export const mySchoolUnread = 'қазір оқылмады'
export const myEmpty = 'Сіз туралы деректер табылмады.'

export const myOther = 'Мектепке жазған хабарламаларым'
export const myFindHint =
  'Хабарлама жіберілгеннен кейін көрсетілген өтініш нөмірі мен кодын енгізіңіз.'
export const myReference = 'Өтініш нөмірі'
export const mySecret = 'Өтініш коды'
export const myShow = 'Деректерді көрсету'
export const myEmailHint = 'Код жоғалса, хабарламада көрсеткен поштаңызға бір реттік код жібереміз.'
export const myEmail = 'Хабарламада көрсеткен пошта'
export const myEmailSend = 'Код жіберу'
export const myEmailSent =
  'Осы мекенжайдан хабарлама келген болса, оған код жіберілді. Поштаңызды тексеріңіз.'
export const myCode = 'Поштаңызға келген код'
export const myMailOff =
  'Мектептің поштасы бапталмаған, сондықтан код жіберілмеді. Өтініш нөмірі мен кодын пайдаланыңыз немесе мектепке жазыңыз: {contact}'
export const myRequired = 'Бұл өрісті толтырыңыз.'
export const myErrEmail = 'Электрондық пошта мекенжайын мына үлгімен жазыңыз: name@example.kz'
export const myErrCode = 'Код қате немесе оның мерзімі өтіп кеткен.'
export const myErrSecret = 'Өтініш нөмірі мен кодын тексеріңіз: олармен деректер табылмады.'
export const myErrors = 'Нысандағы қателер саны: {n}'
export const myErrRate = 'Сұраулар тым жиі жіберілді. Сәл кейінірек қайталап көріңіз.'
export const myErrServer = 'Серверде қате болды. Кейінірек қайталап көріңіз.'
export const myComplain = 'Уәкілетті органға немесе сотқа шағымдану тәртібі'
export const myDeleted = 'Деректеріңіз жойылды. Растама нөмірі: {id}'
export const myDeletedKeep =
  'Осы нөмірді сақтап қойыңыз. Келісім болғанын растайтын, аты-жөніңізсіз жазба ғана қалады.'
export const myWithdrawLater =
  'Бұл құрылғыда бәрі тоқтатылды. Серверге хабарланбады: байланыс болғанда жіберіледі.'
