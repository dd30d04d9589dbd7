import type { DeviceKey } from '../../../domain/processing/device-keys.ts'
import type { PersonalDataId } from '../../../domain/processing/personal-data-id.ts'
import type {
  Ground,
  PeriodStart,
  Processing,
  StatedPeriod,
} from '../../../domain/processing/processing.ts'

/** Texts of the pages with stored items and processing (PO-07, PO-08). `{n}` stands for a number with its unit. */
export interface ProcessingText {
  readonly title: string
  readonly intro: string
  readonly device: string
  readonly beforeChoice: string
  readonly processing: string
  readonly services: string
  readonly noServices: string
  readonly listTitle: string
  readonly listIntro: string
  readonly staffOnly: string
  readonly nobody: string
  /** Label of a service's provider. */
  readonly provider: string
  readonly bin: string
  readonly fields: Readonly<
    Record<
      'where' | 'purpose' | 'ground' | 'data' | 'period' | 'who' | 'country' | 'columns' | 'clause',
      string
    >
  >
  readonly grounds: Readonly<Record<Ground, string>>
  /** By item of clause 4.1; for other items only the number is shown. */
  readonly clauses: Readonly<Record<string, string>>
  readonly keys: Readonly<Record<DeviceKey['id'], string>>
  readonly activities: Readonly<Record<Processing['id'], string>>
  readonly dataNames: Readonly<Record<PersonalDataId, string>>
  readonly periods: Readonly<
    Record<Exclude<StatedPeriod['kind'], 'daysAfter'> | PeriodStart, string>
  >
  /** Lines for the signature of the list. */
  readonly approval: readonly string[]
  readonly approved: string
}
