import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { csvFiles } from '../../src/report/csv.ts';
import { evaluationDocument, jsonDocument } from '../../src/report/document.ts';
import { documentSummary, documentTables } from '../../src/report/text/describe-document.ts';
import { majorityPredictions } from '../../src/training/baselines/baselines.ts';
import { smallClassifier } from '../support/models.ts';
import { randomTensor } from '../support/tensors.ts';

const ROWS = 500;

/** Drawn rows, measured by a network whose weights were drawn. */
function evaluated(classes: readonly string[], seed = '1') {
  const shares = classes.map(() => 1 / classes.length);
  const classifier = smallClassifier({ classes, priors: { natural: shares, training: shares } });
  const random = createRandom('rows');
  const targets = Int32Array.from({ length: ROWS }, (_, row) => row % classes.length);
  return evaluationDocument({
    classifier,
    dataset: { inputs: randomTensor(random, ROWS, 2), targets },
    mix: 'natural',
    baselines: [majorityPredictions(shares, classes, ROWS)],
    terms: classes.length === 2 ? { valuePerConversion: 10, costPerContact: 4 } : undefined,
    seed,
  });
}

const two = evaluated(['no', 'yes']);
const three = evaluated(['a', 'b', 'c']);

describe('the document of an evaluation', () => {
  it('is the same value from the same parts; another seed moves intervals, and no figure', () => {
    expect(evaluated(['no', 'yes'])).toEqual(two);
    const other = evaluated(['no', 'yes'], '2');
    expect(other.figures.rocAuc.value).toBe(two.figures.rocAuc.value);
    expect(other.figures.rocAuc.interval).not.toEqual(two.figures.rocAuc.interval);
    expect(other.targeting!.profitInterval).not.toEqual(two.targeting!.profitInterval);
  });

  it('says the accuracy and the ROC area once as a score and once as a figure, to the same value', () => {
    for (const { accuracy, rocAuc, figures } of [two, three]) {
      expect(figures.accuracy.value).toBe(accuracy);
      if (figures.rocAuc.value !== null) expect(figures.rocAuc.value).toBe(rocAuc);
    }
    expect(three.figures.rocAuc.value).toBeNull();
  });

  it('has whole curves, of which JSON has 201 points, the first and the last among them', () => {
    const json = jsonDocument(two);
    expect(two.curves.roc!.length).toBeGreaterThan(300);
    for (const name of ['roc', 'precisionRecall'] as const) {
      expect(json.curves[name]).toHaveLength(201);
      expect([json.curves[name]!.at(0), json.curves[name]!.at(-1)]).toEqual([
        two.curves[name]!.at(0),
        two.curves[name]!.at(-1),
      ]);
    }
    expect({ ...json, curves: null }).toEqual({ ...two, curves: null });
  });

  it('is nine tables and a plan as text, and five files, each with a line for each point', () => {
    const text = documentTables(two);
    expect(text.split('\n\n')).toHaveLength(10);
    expect(text).toContain(two.figures.rocAuc.value!.toFixed(3));
    expect(text).toContain('Contact:  ');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(documentSummary(two)).toMatch(
      /^Tested: {3}500 rows .*\n.*\nTest loss: \d\.\d\d\. Test accuracy: [\d.]+%\.$/,
    );
    const lines = Array.from(csvFiles(two), ([name, content]) => [name, content.split('\n').length - 2]);
    expect(Object.fromEntries(lines)).toEqual({
      'per_class.csv': 2,
      'reliability.csv': 10,
      'gain.csv': 100,
      'roc.csv': two.curves.roc!.length,
      'precision_recall.csv': two.curves.precisionRecall!.length,
    });
  });

  it('has neither curves, gain nor a plan for three classes', () => {
    expect([three.curves, three.gain, three.reliability]).toEqual([{ roc: null, precisionRecall: null }, null, null]);
    expect(three).not.toHaveProperty('targeting');
    expect([...csvFiles(three).keys()]).toEqual(['per_class.csv']);
    expect(documentTables(three)).not.toContain('Gain:');
  });

  it('sends whoever reads too many classes to the whole, in the words of a front end', () => {
    const many = evaluated(Array.from({ length: 25 }, (_, i) => `class ${i}`));
    expect(documentTables(many)).toContain('and 5 more; json has them all');
    expect(documentTables(many, ({ option }) => `the ${option} file`)).toContain('; the json file has it.');
  });
});
