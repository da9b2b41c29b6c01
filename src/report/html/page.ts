/**
 * The report of a run as one HTML file, made from the run's documents and nothing else: the same documents give the same
 * bytes.
 */
import type { ReportCommands } from '../report-commands.ts';
import type { RunDocuments } from '../run-documents.ts';
import { count } from '../sentences/numbers.ts';
import { cut, name, plain, prose } from '../sentences/prose.ts';
import { subjectOf } from '../sentences/subject.ts';
import { comparisonPage } from './comparison-page.ts';
import { markup, inline } from './markup.ts';
import { pageHtml } from './page-frame.ts';
import { beliefSection } from './sections/belief.ts';
import { contactSection } from './sections/contact.ts';
import { dataSection } from './sections/data.ts';
import { learningSection } from './sections/learning.ts';
import { qualitySection } from './sections/quality.ts';
import { technicalSection } from './sections/technical.ts';
import { verdictSection } from './sections/verdict.ts';
import { whySection } from './sections/why.ts';

/**
 * The page of one run, or of several side by side.
 *
 * @param commands what readers may type, in the words of the program that writes the page; null for none
 * @throws RangeError for no run.
 */
export function reportPage(
  runs: RunDocuments | readonly RunDocuments[],
  commands: ReportCommands | null = null,
): string {
  const [first, ...others] = [runs].flat();
  if (first === undefined) throw new RangeError('reportPage: no run, expected one or more');
  return others.length === 0 ? pageOf(first, commands) : comparisonPage([first, ...others]);
}

function pageOf(documents: RunDocuments, commands: ReportCommands | null): string {
  const { metrics, run } = documents;
  const { target, positive, tested } = subjectOf(documents);
  const heading = positive === null ? prose`Predicting ${target}` : prose`Who has ${positive}?`;
  return pageHtml({
    title: cut(`${plain(heading)} · ${documents.name}`, 120),
    heading: markup`${inline(heading)}`,
    about: inline(
      prose`Report of the run ${name(documents.name)}: a neural network for ${count(metrics.classes.length)} classes, trained on ${name(run.data.path, 80)}, judged by ${tested} that it has not seen`,
    ),
    sections: [
      verdictSection(documents),
      contactSection(documents, commands),
      beliefSection(documents),
      qualitySection(documents),
      whySection(documents, commands),
      learningSection(documents),
      dataSection(documents),
      technicalSection(documents),
    ],
    footer: markup`Written by glassnet ${run.versions.glassnet} from this run’s own files; it holds no number that is not
    in them.`,
  });
}
