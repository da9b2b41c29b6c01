/** A place in the study page as the hash of its URL. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EDGE_KINDS, PARTS } from '../../src/web/state/state.ts';
import { formatHash, parseHash, type Place } from '../../src/web/state/url.ts';

const START: Place = {
  set: 'moons',
  file: null,
  isFresh: false,
  training: { hidden: [3], seed: '1' },
  edits: [],
  step: 120,
  row: 17,
  assumed: null,
  neuron: { layer: 1, unit: 7 },
  parameter: null,
  equation: null,
  isCodeOpen: false,
  view: 'surface',
  edgeKind: 'weight',
  part: 'forward',
  batch: 1,
  asksQuestions: true,
};

const whole = (least: number) => fc.integer({ min: least, max: 1e6 });
const placeOfWeight = fc.record({
  name: fc.constantFrom('W1', 'b2', 'W12'),
  place: fc.array(whole(1), { minLength: 1, maxLength: 2 }),
});
const float = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });

const places: fc.Arbitrary<Place> = fc.record({
  set: fc.constantFrom('moons', 'audiobooks'),
  file: fc.constant(null),
  isFresh: fc.boolean(),
  training: fc.record(
    {
      hidden: fc.array(whole(1), { maxLength: 3 }),
      learningRate: float,
      batchSize: whole(1),
      dropout: float,
      optimizer: fc.constant('sgd' as const),
      seed: text,
    },
    { requiredKeys: [] },
  ),
  edits: fc.array(
    fc.record({
      value: float,
      step: whole(0),
      name: fc.constantFrom('W1', 'b2'),
      place: fc.array(whole(1), { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
  step: whole(0),
  row: whole(1),
  assumed: fc.option(whole(0)),
  neuron: fc.option(fc.record({ layer: whole(1), unit: whole(1) })),
  parameter: fc.option(placeOfWeight),
  equation: fc.option(fc.constantFrom('dense.z', 'adam.mhat')),
  isCodeOpen: fc.boolean(),
  view: fc.constantFrom('surface', 'loss'),
  edgeKind: fc.constantFrom(...EDGE_KINDS),
  part: fc.constantFrom(...PARTS),
  batch: whole(1),
  asksQuestions: fc.boolean(),
});

/** What a hash says, with what it leaves out as it stands in the page. */
function read(hash: string): Place {
  const left = { ...START, set: null, assumed: null, neuron: null, training: {} };
  return { ...left, ...parseHash(hash) };
}

/** Without −0, which a URL writes as 0. */
const plain = (place: Place): unknown => JSON.parse(JSON.stringify(place));

describe('a place in the URL', () => {
  it('reads as people write it', () => {
    expect(formatHash(START)).toBe('#set=moons&hidden=3&seed=1&step=120&row=17&neuron=1.7&part=forward&view=surface');
    expect(parseHash('#set=moons&hidden=3&seed=1&step=120&row=17&neuron=1.7&param=W1[3,7]')).toEqual({
      set: 'moons',
      training: { hidden: [3], seed: '1' },
      edits: [],
      step: 120,
      row: 17,
      neuron: { layer: 1, unit: 7 },
      parameter: { name: 'W1', place: [3, 7] },
    });
  });

  it('is the place again, of 500 random ones', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(plain(read(formatHash(place)))).toEqual(plain(place));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['', {}],
    ['#', {}],
    ['#chapter-3', {}],
    ['#row=0&step=-1&rows=1.5&neuron=7&param=W1&as=x', {}],
    ['#part=sideways&edges=none&edit=W1[1]=x@2&edit=W1[1]=1', {}],
    ['#row=%E0%A4%A&seed=%', { training: { seed: '%' } }],
    ['#hidden=3,x&rate=fast&dropout=', {}],
    ['#hidden=', { training: { hidden: [] } }],
  ])('leaves out what it can not read: %s', (hash, known) => {
    expect(parseHash(hash)).toEqual({ training: {}, edits: [], ...known });
  });
});
