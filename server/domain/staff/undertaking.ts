import type { Language, UndertakingResult } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import { toHex } from '../identifiers/hex.ts'

/** Version of the undertaking in force: the day of its wording. Another text needs another version; a test compares them. */
export const UNDERTAKING_VERSION = '2026-11-30'

/** The undertaking of confidentiality that every member of staff accepts before first access (clause 7.2(4)). */
export const undertakingTexts: Readonly<Record<Language, string>> = {
  kk: [
    'Осы консольде мен оқушылардың, ата-аналардың және сайтқа кірген адамдардың дербес деректерін көре аламын. Мен мынаған міндеттенемін:',
    '1. Оларды тек мектептегі жұмысым үшін және саясатта жазылған мақсаттарға ғана пайдаланамын.',
    '2. Оларды ешкімге бермеймін, көшірмеймін және жарияламаймын. Заң талап еткенде ғана, жауапты адам арқылы және беру тізілімге жазылғаннан кейін беремін.',
    '3. Құпиясөзімді, екінші факторымды және қалпына келтіру кодтарымды ешкімге айтпаймын, ортақ құрылғыда жұмыстан кейін шығамын.',
    '4. Деректер жоғалса, біреудің қолына түссе немесе соған күдік туса, жауапты адамға бірден айтамын.',
    '5. Мектептегі жұмысым аяқталғаннан кейін де осы міндеттемені сақтаймын.',
    'Не көргенім, не шығарып алғаным және не өзгерткенім журналға жазылатынын білемін. Бұл міндеттемені бұзғаным үшін Қазақстан Республикасының заңы бойынша жауап беремін.',
  ].join('\n'),
  ru: [
    'В этой консоли я вижу персональные данные учеников, родителей и посетителей сайта. Я обязуюсь:',
    '1. Использовать их только для своей работы в школе и только для целей, названных в политике.',
    '2. Никому их не передавать, не копировать и не публиковать. Передаю их, только когда этого требует закон, через ответственное лицо и после записи в реестре передач.',
    '3. Никому не сообщать свой пароль, второй фактор и коды восстановления, а на общем устройстве выходить из консоли после работы.',
    '4. Сразу сообщать ответственному лицу, если данные потеряны, попали к чужим или есть такое подозрение.',
    '5. Соблюдать это и после окончания работы в школе.',
    'Я знаю, что записывается всё, что я смотрю, выгружаю и изменяю, и что за нарушение я отвечаю по закону Республики Казахстан.',
  ].join('\n'),
  en: [
    'In this console I see personal data of pupils, parents and visitors of the website. I undertake:',
    '1. To use them only for my work at the school, and only for the purposes that the policy names.',
    '2. Not to pass them on, copy or publish them. I pass them on only where the law requires it, through the responsible person, and after an entry in the register of disclosures.',
    '3. To tell nobody my password, second factor and recovery codes, and to sign out after work on a shared device.',
    '4. To tell the responsible person at once where data are lost, have reached others, or may have.',
    '5. To keep to this after my work at the school has ended.',
    'I know that everything I view, export and change is recorded, and that I answer for a breach under the law of the Republic of Kazakhstan.',
  ].join('\n'),
}

/** Returns the undertaking in force, with the hash that is stored for who accepts it. */
export async function readUndertaking({
  cryptography,
}: {
  readonly cryptography: Pick<Cryptography, 'sha256'>
}): Promise<UndertakingResult> {
  const { kk, ru, en } = undertakingTexts
  const sha256 = toHex(await cryptography.sha256([UNDERTAKING_VERSION, kk, ru, en].join('\n\n')))
  return { version: UNDERTAKING_VERSION, sha256, texts: undertakingTexts }
}
