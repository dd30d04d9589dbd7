import '../style/policy.css'
import { DraftPage } from './draft-page.tsx'
import { VersionsPage } from './versions-page.tsx'

/** The policy: every version, and below `/draft` the one in preparation. */
export function PolicyScreen({ rest }: { readonly rest: string }) {
  return rest === 'draft' ? <DraftPage /> : <VersionsPage />
}
