import { describe, expect, it } from 'vitest';
import { readTrialLine, readTrialRequest, trialLine } from '../../../../src/node/stores/search/trial-line.ts';
import { parametersIn } from '../../../../src/training/tuning/searched-options.ts';
import type { Trial } from '../../../../src/training/tuning/trial.ts';
import { errorOf } from '../../../support/errors.ts';

const tenths = { logLoss: [0.1, 0.2], rocAuc: [null, 0.9], accuracy: [1, 0.5] };
const TRIAL: Trial = {
  fold: null,
  index: 7,
  parameters: parametersIn({ hidden: [50, 20], learningRate: 0.001234 }),
  seed: '1',
  data: 'abc',
  end: 'rung',
  losses: [0.7, 0.1 + 0.2, 0.5],
  divergedIn: null,
  validation: { logLoss: 0.3, rocAuc: null, accuracy: 0.75, tenths },
};
const DIVERGED: Trial = {
  ...TRIAL,
  index: 8,
  fold: 2,
  end: 'diverged',
  losses: [],
  divergedIn: 'dW1',
  validation: null,
};

/** The line with some of its fields as given. */
const edited = (fields: object, trial = TRIAL) => JSON.stringify({ ...JSON.parse(trialLine(trial)), ...fields });

describe('the line of a trial', () => {
  it.each([TRIAL, DIVERGED])('is read as it was written, with a key that anyone can compute', (trial) => {
    const line = trialLine(trial);
    expect(readTrialLine(line, 'trials.jsonl', 1)).toEqual(trial);
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({ schema: 'glassnet.trial/1', epochs: trial.losses.length });
  });

  it('has the SHA-256 of its parameters, seed and data as its key', async () => {
    const { key, parameters, seed, data } = JSON.parse(trialLine(TRIAL)) as Record<string, unknown>;
    const bytes = new TextEncoder().encode(JSON.stringify({ parameters, seed, data }));
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    expect(key).toBe(digest);
  });

  it.each<[string, string, RegExp]>([
    ['nothing', '', /not a line of JSON: expected a value/],
    ['half a line', trialLine(TRIAL).slice(0, 90), /not a line of JSON: /],
    ['a list', '[1]', /trial: expected an object/],
    ['another schema', edited({ schema: 'glassnet.trial/9' }), /trial.schema: expected one of glassnet.trial\/1/],
    ['an unknown field', edited({ losss: [] }), /trial: expected no field "losss"/],
    ['an unknown parameter', edited({ parameters: { hiden: [3] } }), /trial.parameters: expected no parameter "hiden"/],
    ['a wrong parameter', edited({ parameters: { hidden: [0] } }), /trial.parameters.hidden: expected a list of whole/],
    ['a number as text', edited({ losses: ['1'] }), /trial.losses\[0\]: expected a number/],
    ['another end', edited({ end: 'tired' }), /trial.end: expected one of stopped, epochs, rung, diverged/],
    ['no figures', edited({ validation: null }), /trial.validation: expected null for a trial that diverged/],
    ['a changed seed', edited({ seed: '2' }), /trial.key: expected the SHA-256 of parameters, seed and data/],
    ['a fractional index', edited({ index: 1.5 }), /trial.index: expected a whole number from 0/],
  ])('with %s is refused with its number', (_, line, message) => {
    const error = errorOf(() => readTrialLine(line, 'trials.jsonl', 17));
    expect(error).toMatchObject({ code: 'E_SEARCH_TRIAL', exitCode: 4, file: 'trials.jsonl', line: 17 });
    expect(error.message).toMatch(message);
  });
});

describe('a line that asks for a trial', () => {
  const read = (value: object | string) =>
    readTrialRequest(typeof value === 'string' ? value : JSON.stringify(value), '<stdin>', 3);

  it('needs its parameters alone', () => {
    expect(read({ parameters: { dropout: 0.1 } })).toEqual({
      parameters: { dropout: 0.1 },
      seed: null,
      key: null,
      index: null,
      until: Infinity,
    });
    expect(read({ parameters: {}, seed: 5, until: 3, index: 9 })).toMatchObject({ seed: '5', until: 3, index: 9 });
  });

  it('may be the line of a trial, which is then ended where that one was', () => {
    const { parameters, seed, index } = TRIAL;
    expect(read(trialLine(TRIAL))).toMatchObject({ parameters, seed, index, until: 3 });
  });

  it.each<[string, object | string, RegExp]>([
    ['no parameters', {}, /trial.parameters: expected an object/],
    ['half a line', '{"parameters":', /not a line of JSON/],
    ['a misspelt field', { parameters: {}, untill: 3 }, /no field "untill"/],
    ['no epoch', { parameters: {}, until: 0 }, /trial.until: expected a whole number of at least 1/],
    ['an empty seed', { parameters: {}, seed: '' }, /trial.seed: expected 1 to 200 characters/],
    ['an outer fold', trialLine(DIVERGED), /trial.fold: expected none/],
  ])('with %s is refused with its number', (_, line, message) => {
    const error = errorOf(() => read(line));
    expect(error).toMatchObject({ code: 'E_SEARCH_TRIAL', file: '<stdin>', line: 3 });
    expect(error.message).toMatch(message);
  });
});
