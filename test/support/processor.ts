/** Contract of a made-up provider, as every configured service must name one (TP-02). */
export const PROCESSOR = {
  contractNumber: '12/2025',
  contractDate: '2025-06-01',
  confidentialityDate: '2025-06-02',
} as const
