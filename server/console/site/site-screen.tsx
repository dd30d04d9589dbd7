import '../style/proof.css'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { Check } from './check.tsx'
import { Asked, Settings, Wrong } from './settings.tsx'
import { useTexts } from './speech.ts'
import { Tag } from './tag.tsx'

/** The tag to copy, whether it works, and what visitors are asked. */
export function SiteScreen() {
  const text = useTexts()
  return (
    <div class="proof">
      <ScreenTitle title={text.title} lead={text.lead} />
      <Tag />
      <Check />
      <Wrong />
      <Asked />
      <Settings />
    </div>
  )
}
