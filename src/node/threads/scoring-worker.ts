/**
 * A thread of a `ScoringPool`: answers each page with its scores.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { decodeModelFile } from '../../formats/model-file.ts';
import { availableKernels, useKernels } from '../../tensor/kernels/current.ts';
import { sha256 } from '../stores/model-store.ts';
import { PageScorer } from '../../scoring/page-scorer.ts';
import { READY, type ScoringSetup, type SlottedPage } from './scoring-pool.ts';

const { model, modelFile, kernels, format, slots } = workerData as ScoringSetup;
useKernels(availableKernels().find(({ name }) => name === kernels)!);
const { classifier } = decodeModelFile(model, modelFile, sha256);
const reasons = format.reasonCount === 0 ? undefined : await makeReasons();
const scorer = new PageScorer(classifier, classifier.pipeline!, format, reasons);

/** A text cannot be decoded directly from shared memory. */
const page = new Uint8Array(slots[0]!.length);

parentPort!.on('message', ({ slot, byteLength }: SlottedPage) => {
  page.set(slots[slot]!.subarray(0, byteLength));
  const scored = scorer.score(page.subarray(0, byteLength));
  const { bytes, ends, probabilities } = scored?.rows ?? {};
  parentPort!.postMessage(
    scored,
    [bytes, ends, probabilities].flatMap((array) => array?.buffer ?? []),
  );
});
parentPort!.postMessage(READY);

/** Nothing of them is loaded where none are asked for. */
async function makeReasons() {
  const { Reasons } = await import('../../explain/contributions/reasons.ts');
  return new Reasons(classifier, format.reasonCount);
}
