// Texts of what a person can do with their data, in Russian.

export const actExport = 'Скачать данные'
export const actExportHint = 'Всё, что этот сайт хранит о вас.'
export const actReceipt = 'Скачать подтверждение согласия'
export const actReceiptHint = 'Документ с подписью школы о том, на что вы согласились.'
export const actJson = 'Файл JSON'
export const actPage = 'Страница для чтения'
export const saidSaved = 'Файл скачан.'
export const actBlock = 'Приостановить всё'
export const actBlockHint =
  'Данные хранятся, но ни для чего не используются, пока вы не возобновите. В законе это называется блокированием.'
export const actUnblock = 'Возобновить'
export const actUnblockHint = 'Сейчас всё приостановлено: данные хранятся, но не используются.'
export const actReason = 'Почему возобновить'
export const actAgree = 'я согласен с обработкой (согласна)'
export const actCorrected = 'данные исправлены'
export const saidBlocked =
  'Приостановлено. Данные хранятся, но не используются ни для чего, кроме хранения и удаления.'
export const saidUnblocked = 'Обработка продолжается.'
export const errHeld =
  'Закон требует хранить эти данные заблокированными: возобновить обработку нельзя.'
export const errWithdrawn =
  'Согласие отозвано: возобновить обработку нельзя. Если нужно, отправьте новое сообщение.'
export const actWithdraw = 'Отозвать согласие'
export const actWithdrawHint =
  'Всё, что вы разрешили, прекращается сразу. Собранное до этого хранится до конца срока, его можно удалить.'
export const saidWithdrawn = 'Согласие отозвано.'
export const saidWithdrawnOwn =
  'Согласие отозвано. Если хотите удалить собранные данные, сделайте это, не закрывая окна: потом это устройство не сможет их открыть.'

export const actDelete = 'Удалить мои данные'
export const actDeleteConfirm = 'Данные будут удалены навсегда, восстановить их нельзя. Удалить?'
export const actDeleteYes = 'Да, удалить'
export const actCancel = 'Отмена'
export const actDeletes = 'Будет удалено: {list}'
export const actKeeps = 'Останется: {list}'
export const nothing = 'ничего'
export const visits = 'посещения'
export const messages = 'сообщения'
export const consents = 'согласия'
export const requests = 'запросы'
export const keptProof = 'как доказательство согласия, без вашего имени'
export const keptLaw = 'по требованию закона; потом удалится само'
export const myDeletedPart =
  'Ваши данные удалены, кроме тех, которые требует хранить закон. Номер подтверждения: {id}. Сохраните этот номер.'
export const errKept =
  'Пока ничего не удалено: закон требует хранить эти данные заблокированными. Когда срок кончится, они удалятся сами, просить ещё раз не нужно.'

export const actRequest = 'Отправить запрос в школу'
export const requestKind = 'Вид запроса'
export const kindInformation = 'Получить сведения о моих данных'
export const kindCorrection = 'Исправить данные'
export const kindBlocking = 'Заблокировать данные'
export const kindDeletion = 'Удалить данные'
export const kindObjection = 'Возразить против обработки'
export const requestScope = 'О каких данных'
export const scopeSite = 'данные этого сайта'
export const scopeOther = 'другие данные школы: ученик, сотрудник, видеонаблюдение'
export const requestText = 'Текст запроса'
export const requestEmail = 'Почта для ответа (необязательно)'
export const requestSend = 'Отправить запрос'
export const askHint =
  'Попросите исправить или удалить данные либо рассказать, что о вас хранится. Можно спросить и о других ваших данных, которые хранит школа.'
export const askWho =
  'Сейчас здесь не открыта ни одна ваша запись, и школа не узнает, кто спрашивает. Сначала откройте своё сообщение или напишите в школу: {contact}'
export const requestSent = 'Запрос принят. Срок ответа: {date}. Номер запроса: {number}'
