/** What of a link isn't there, and what a refusal says to do. */
import { describe, expect, it } from 'vitest';
import { settingText, withSetting } from '../../src/web/data/remedy.ts';
import type { StudyDescription } from '../../src/web/protocol.ts';
import { missingNeuron, missingParameter, missingRow } from '../../src/web/state/missing-place.ts';

const description = {
  rows: 240,
  units: [6, 1],
  parameters: [
    { name: 'W1', shape: [2, 6] },
    { name: 'b1', shape: [6] },
  ],
} as unknown as StudyDescription;

describe('a place that is not there', () => {
  it('is said with those that are', () => {
    expect(missingRow(description, 241)).toBe('there is no row 241 (1 to 240)');
    expect(missingNeuron(description, { layer: 1, unit: 7 })).toBe('there is no neuron 1.7 (1.1 to 1.6, 2.1)');
    expect(missingParameter(description, { name: 'W1', place: [3, 1] })).toBe(
      'there is no W1[3,1] (up to W1[2,6], b1[6])',
    );
  });

  it.each([
    { layer: 0, unit: 1 },
    { layer: 3, unit: 1 },
    { layer: 2, unit: 0 },
  ])('is a neuron such as $layer.$unit', (place) => {
    expect(missingNeuron(description, place)).not.toBeNull();
  });

  it.each([
    { name: 'W9', place: [1, 1] },
    { name: 'W1', place: [1] },
    { name: 'b1', place: [1, 1] },
    { name: 'W1', place: [0, 1] },
  ])('is a parameter such as $name$place', (place) => {
    expect(missingParameter(description, place)).not.toBeNull();
  });

  it('is not one that is there', () => {
    expect(missingRow(description, 240)).toBeNull();
    expect(missingNeuron(description, { layer: 2, unit: 1 })).toBeNull();
    expect(missingParameter(description, { name: 'W1', place: [2, 6] })).toBeNull();
    expect(missingParameter(description, { name: 'b1', place: [6] })).toBeNull();
  });
});

describe('a remedy', () => {
  it('goes where the reading has it', () => {
    expect(withSetting({}, { option: 'dateOrder', value: 'dmy' })).toEqual({ csv: { dateOrder: 'dmy' } });
    expect(withSetting({}, { option: 'target', value: 'left' })).toEqual({ columns: { target: 'left' } });
    expect(withSetting({}, { option: 'positive', value: 'yes' })).toEqual({ preparation: { positive: 'yes' } });
  });

  it('adds to a list, and leaves the rest', () => {
    const reading = { csv: { delimiter: ';' }, columns: { drop: ['a'], target: 'left' } };
    expect(withSetting(reading, { option: 'drop', value: ['b'] })).toEqual({
      csv: { delimiter: ';' },
      columns: { drop: ['a', 'b'], target: 'left' },
    });
    expect(reading.columns.drop).toEqual(['a']);
  });

  it('is none without a value', () => {
    expect(withSetting({}, { option: 'drop' })).toBeNull();
  });

  it('says what it sets', () => {
    expect(settingText({ option: 'dateOrder', value: 'dmy' })).toBe('date order: dmy');
    expect(settingText({ option: 'drop', value: ['a', 'b'] })).toBe('drop: a,b');
    expect(settingText({ option: 'groupDuplicates', value: true })).toBe('group duplicates');
  });
});
