import { expect, it } from 'vitest';
import { History } from '../../src/training/history.ts';

it('a history of two epochs is a CSV of three lines, numbers exact, blanks where there was no validation', () => {
  const history = new History();
  history.epochs.push({ loss: 0.1 + 0.2, accuracy: 0.5, validationLoss: 1e-7, validationAccuracy: 1 });
  history.epochs.push({ loss: 0.25, accuracy: 2 / 3 });
  expect(history.toCsv()).toBe(
    [
      'epoch,loss,accuracy,val_loss,val_accuracy',
      '1,0.30000000000000004,0.5,1e-7,1',
      '2,0.25,0.6666666666666666,,',
      '',
    ].join('\n'),
  );
});
