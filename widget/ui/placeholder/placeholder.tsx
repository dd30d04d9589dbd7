import type { Language } from '../../../server/contract/index.ts'
import * as text from '../../text/kk.ts'
import { button } from '../root/button.tsx'

/** What a placeholder is given. */
export interface PlaceholderProps {
  readonly id: string
  readonly language: Language
  readonly theme: string
  /** Address of a picture of the site's own. Default: none is shown. */
  readonly preview?: string | undefined
  readonly title: string
  /** Who would be asked, and where data would go. */
  readonly words: string
  /** Loads this frame and stores nothing. Absent where nobody is asked: then there is nothing to agree to (CB-17). */
  readonly onLoadOnce?: (() => void) | undefined
  /** Grants the purpose, for good. */
  readonly onAllow: () => void
}

/** Stands in a frame's place. The link to what the frame would show has no address yet. */
export const Placeholder = (props: PlaceholderProps) => (
  // biome-ignore lint/a11y/useSemanticElements: no fields are grouped here
  <div
    id={props.id}
    lang={props.language}
    data-theme={props.theme}
    role="group"
    aria-label={props.title}
  >
    {props.preview && <img src={props.preview} alt="" decoding="async" />}
    <div>
      <strong>{props.title}</strong>
      <p>{props.words}</p>
      {props.onLoadOnce && (
        <div>
          {button(text.placeholderOnce, props.onLoadOnce)}
          {button(text.placeholderAlways, props.onAllow)}
        </div>
      )}
      {/* biome-ignore lint/a11y/useValidAnchor: its address is the frame's, and changes with it */}
      <a target="_blank" rel="noopener noreferrer">
        {text.placeholderOpen}
      </a>
    </div>
  </div>
)
