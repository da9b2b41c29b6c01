import { describe, expect, it } from 'vitest';
import { checkLineCount, checkTestLine } from '../../../bench/measurements/commands.ts';

describe('checkTestLine', () => {
  const line = (accuracy: string) => `Epoch 20/20\nTest loss: 0.34. Test accuracy: ${accuracy}%.\n`;

  it('accepts 82.14% between 74 and 90', () => {
    expect(() => checkTestLine('train', line('82.14'), [74, 90])).not.toThrow();
  });

  it.each(['50.00', '73.99', '90.01', '100.00'])('rejects %s%%', (accuracy) => {
    expect(() => checkTestLine('train', line(accuracy), [74, 90])).toThrow(`${accuracy}%, expected 74 to 90%`);
  });

  it.each(['', 'Test loss: NaN. Test accuracy: 82.14%.', 'Test loss: 0.34. Test accuracy: NaN%.'])(
    'rejects the output %j',
    (stdout) => {
      expect(() => checkTestLine('train', stdout)).toThrow('no line tells the test accuracy');
    },
  );
});

describe('checkLineCount', () => {
  it('accepts 2 lines of 2, rejects 1 and 3', () => {
    expect(() => checkLineCount('predict', 'a\nb\n', 2)).not.toThrow();
    for (const wrong of [1, 3]) expect(() => checkLineCount('predict', 'a\nb\n', wrong)).toThrow('wrote 2 lines');
  });
});
