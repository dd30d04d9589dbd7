/** Contract of an invented provider, which every configured service must have (TP-02). */
export const PROCESSOR = {
  contractNumber: '12/2025',
  contractDate: '2025-06-01',
  confidentialityDate: '2025-06-02',
} as const
