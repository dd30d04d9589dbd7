import { useSpeech } from './speech.ts'

/** Shown for a period without any events: explains how to get statistics. */
export function NothingYet() {
  const { text } = useSpeech()
  return (
    <section class="panel nothing">
      <h2>{text.emptyTitle}</h2>
      <p>{text.emptyText}</p>
      <pre lang="en">
        <code>{`<script src="${location.origin}/widget.js" async></script>`}</code>
      </pre>
    </section>
  )
}
