import type { Language } from '../../../contract/words.ts'

/** Texts of the page that compares two versions of the policy. */
export interface ComparisonText {
  readonly title: string
  /** Link to it from a version. */
  readonly compare: string
  readonly legend: string
  readonly added: string
  readonly removed: string
  readonly altered: string
  readonly unchanged: string
  readonly same: string
  readonly tooDifferent: string
}

/** Texts of the comparison by language. */
export const comparisonTexts: Readonly<Record<Language, ComparisonText>> = {
  kk: {
    title: 'Нұсқаларды салыстыру',
    compare: 'Алдыңғы нұсқамен салыстыру',
    legend: '[+мынадай+] мәтін қосылды, [−мынадай−] мәтін алынды.',
    added: 'Қосылды',
    removed: 'Алынды',
    altered: 'Өзгерді',
    unchanged: 'Өзгермеген абзацтар: {n}',
    same: 'Мәтіндер бірдей.',
    tooDifferent:
      'Мәтіндердің айырмашылығы тым көп: алдымен бұрынғы нұсқа түгел, содан кейін жаңа нұсқа түгел тұр.',
  },
  ru: {
    title: 'Сравнение версий',
    compare: 'Сравнить с предыдущей версией',
    legend: 'Текст в скобках [+так+] добавлен, в скобках [−так−] удалён.',
    added: 'Добавлено',
    removed: 'Удалено',
    altered: 'Изменено',
    unchanged: 'Абзацы без изменений: {n}',
    same: 'Тексты совпадают.',
    tooDifferent:
      'Тексты различаются слишком сильно: сначала целиком прежняя версия, затем целиком новая.',
  },
  en: {
    title: 'Comparison of versions',
    compare: 'Compare with the previous version',
    legend: 'Text in [+such+] brackets was added, in [−such−] brackets removed.',
    added: 'Added',
    removed: 'Removed',
    altered: 'Changed',
    unchanged: 'Unchanged paragraphs: {n}',
    same: 'The texts are the same.',
    tooDifferent:
      'The texts differ too much: first stands the earlier version as a whole, then the new one as a whole.',
  },
}
