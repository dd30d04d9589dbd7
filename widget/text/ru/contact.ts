// Texts of the contact form in Russian that no consent rests on.

export const formCode = 'Код: {code}. Сохраните и то и другое: эта страница их не хранит.'
export const formCopy = 'Скопировать'
export const formPrint = 'Распечатать'
export const formCopied = 'Скопировано.'
export const formSelected = 'Текст выделен: скопируйте его сами.'
export const errAutomated =
  'Сообщение не отправлено: было заполнено скрытое поле. Оно очищено, отправьте ещё раз.'
export const formWebsite = 'Веб-сайт (оставьте пустым)'
export const errOffline =
  'Нет связи. Данные не отправлены. На этом устройстве ничего не сохраняется: не закрывайте страницу, введённое остаётся здесь. Отправьте ещё раз, когда связь появится.'
export const errOutdated =
  'Сообщение не отправлено: пока страница была открыта, условия согласия изменились. Введённое остаётся здесь. Чтобы прочитать новые условия и отправить, нажмите кнопку.'
export const formGoOn = 'Продолжить'
