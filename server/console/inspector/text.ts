import type { Language } from '../../contract/index.ts'
import type { CheckName } from './folder-lists.ts'

/** Everything that the page says. */
export interface CheckTexts {
  readonly title: string
  readonly intro: string
  readonly archive: string
  readonly folder: string
  readonly working: string
  readonly unreadable: string
  readonly unsupported: string
  readonly holds: string
  readonly fails: string
  readonly operator: string
  readonly period: string
  readonly madeAt: string
  readonly key: string
  readonly noKey: string
  readonly keyHint: string
  readonly signs: string
  readonly checks: Readonly<Record<CheckName, string>>
}

/** Kazakh first. */
export const texts: Readonly<Record<Language, CheckTexts>> = {
  kk: {
    title: 'Тексеру бумасы',
    intro:
      'Бұл бет бумадағының бәрін осы компьютерде тексереді. Ештеңе ешқайда жіберілмейді, желі қажет емес. Алынған архивті немесе ол ашылған қалтаны таңдаңыз.',
    archive: 'Архивті таңдау (.zip)',
    folder: 'Қалтаны таңдау',
    working: 'Тексеріліп жатыр…',
    unreadable: 'Файлды оқу мүмкін болмады: архив бүлінген.',
    unsupported: 'Бұл браузер қолтаңбаны тексере алмайды. Браузерді жаңартыңыз.',
    holds: 'Бәрі дұрыс: бумада ештеңе өзгертілмеген, қосылмаған және алынбаған.',
    fails: 'Бума дұрыс емес. Төменде қай файлда не өзгергені көрсетілген.',
    operator: 'Ұйым',
    period: 'Кезең',
    madeAt: 'Жасалған уақыты',
    key: 'Қолтаңбаны растаған кілт',
    noKey: 'Ешқандай кілт қолтаңбаны растамады.',
    keyHint:
      'Осы кілттердің әрқайсысы ұйымның /.well-known/jwks.json мекенжайында жариялаған кілттерінің арасында болуы керек. Болмаса, буманы ұйым жасамаған.',
    signs: '≠ өзгертілген, − жоқ, + артық',
    checks: {
      keys: 'Әр кілттің нөмірі сол кілттің өзіне сай',
      signature: 'Тізімге ұйымның қолы қойылған',
      files: 'Файлдар қол қойылған тізімге сай',
      chain: 'Бақылау нүктелерінің тізбегі үзілмеген',
      consents: 'Келісім жазбалары мөрленген күйінде',
      registers: 'Тізілім жазбалары мөрленген күйінде',
      whole: 'Мөрленген жазбалардың бәрі осында',
      notices: 'Көрсетілген мәтіндер өзгермеген',
    },
  },
  ru: {
    title: 'Папка для проверки',
    intro:
      'Эта страница проверяет всё содержимое папки на этом компьютере. Ничего никуда не отправляется, сеть не нужна. Выберите полученный архив или папку, в которую он распакован.',
    archive: 'Выбрать архив (.zip)',
    folder: 'Выбрать папку',
    working: 'Идёт проверка…',
    unreadable: 'Файл не читается: архив повреждён.',
    unsupported: 'Этот браузер не умеет проверять подпись. Обновите браузер.',
    holds: 'Всё верно: в папке ничего не изменено, не добавлено и не убрано.',
    fails: 'Папка не верна. Ниже указано, в каком файле что изменилось.',
    operator: 'Организация',
    period: 'Период',
    madeAt: 'Составлено',
    key: 'Подпись подтверждена ключом',
    noKey: 'Ни один ключ не подтвердил подпись.',
    keyHint:
      'Каждый из этих ключей должен быть среди тех, что организация публикует по адресу /.well-known/jwks.json. Иначе папку составила не она.',
    signs: '≠ изменён, − отсутствует, + лишний',
    checks: {
      keys: 'Номер каждого ключа соответствует самому ключу',
      signature: 'Список подписан организацией',
      files: 'Файлы соответствуют подписанному списку',
      chain: 'Цепочка контрольных точек не прервана',
      consents: 'Записи согласий такие, какими были запечатаны',
      registers: 'Записи реестров такие, какими были запечатаны',
      whole: 'Все запечатанные записи здесь',
      notices: 'Показанные тексты не изменены',
    },
  },
  en: {
    title: 'Inspector’s folder',
    intro:
      'This page checks everything in the folder on this computer. Nothing is sent anywhere, and no network is needed. Choose the archive that you were given, or the folder that it was unpacked to.',
    archive: 'Choose the archive (.zip)',
    folder: 'Choose the folder',
    working: 'Checking…',
    unreadable: 'The file cannot be read: the archive is damaged.',
    unsupported: 'This browser cannot verify the signature. Update the browser.',
    holds: 'All is right: nothing in the folder was changed, added or taken away.',
    fails: 'The folder is not right. Below is what has changed, and in which file.',
    operator: 'Organisation',
    period: 'Period',
    madeAt: 'Made',
    key: 'Verified by the key',
    noKey: 'No key has verified a signature.',
    keyHint:
      'Each of these keys must be among those that the organisation publishes at /.well-known/jwks.json. If not, the organisation did not make this folder.',
    signs: '≠ changed, − missing, + not listed',
    checks: {
      keys: 'The number of each key is that of the key itself',
      signature: 'The organisation has signed the list',
      files: 'The files are those of the signed list',
      chain: 'The chain of checkpoints is unbroken',
      consents: 'Consent records are as they were sealed',
      registers: 'Register lines are as they were sealed',
      whole: 'Everything that was sealed is here',
      notices: 'The texts that were shown are unchanged',
    },
  },
}
