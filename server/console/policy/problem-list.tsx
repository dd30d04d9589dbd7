import type { PolicyProblem } from '../../contract/index.ts'
import { Notice } from '../parts/notice.tsx'
import { usePolicySpeech } from './speech.ts'
import { sayProblem } from './words.ts'

/** Everything that is wrong with the saved version, or that nothing is. */
export function ProblemList({ problems }: { readonly problems: readonly PolicyProblem[] }) {
  const { text, language } = usePolicySpeech()
  if (problems.length === 0) return <Notice kind="good">{text.checkGood}</Notice>
  return (
    <ul class="policy-problems">
      {problems.map((problem) => (
        <li key={`${problem.problem} ${problem.language} ${problem.at}`}>
          {sayProblem(problem, text, language)}
        </li>
      ))}
    </ul>
  )
}
