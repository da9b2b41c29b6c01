/**
 * A damaged model file is refused, wherever the damage is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeModel } from '../../../src/formats/model-bytes.ts';
import { bitFlips, refusal, truncations } from '../../formats/damage.ts';
import { expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
let whole: Buffer;

beforeAll(async () => {
  writeFileSync(csv, toCsv(customers()));
  await succeed(['train', csv, '--preset', 'plain', '--hidden', '2', '--epochs', '1', '-o', join(folder, 'run')]);
  whole = readFileSync(join(folder, 'run/model.safetensors'));
});

/** How many of the files are accepted; a refusal must be a FormatError with exit 4. */
function accepted(files: Iterable<Uint8Array>): number {
  let count = 0;
  for (const bytes of files) if (refusal(() => decodeModel(bytes, 'model.safetensors')) === undefined) count++;
  return count;
}

describe('a model file that train wrote', () => {
  it('is accepted whole, and refused cut off at any of its bytes', () => {
    expect(accepted([whole])).toBe(1);
    expect(whole.length).toBeGreaterThan(1000);
    expect(accepted(truncations(whole))).toBe(0);
  });

  it('is refused with any one of its bits turned', () => {
    expect(accepted(bitFlips(whole))).toBe(0);
  });

  it('is refused by summary, evaluate and predict with exit 4 and one line, cut off or with one bit turned', async () => {
    const damaged: Uint8Array[] = [0, 1, 8, 400, whole.length - 1].map((length) => whole.subarray(0, length));
    for (const place of [0, 7, 60, 500, whole.length - 1]) {
      const flipped = Uint8Array.from(whole);
      flipped[place]! ^= 1;
      damaged.push(flipped);
    }
    await Promise.all(
      damaged.map(async (bytes, i) => {
        const path = join(folder, `damaged-${i}.safetensors`);
        writeFileSync(path, bytes);
        const words = [
          ['summary', path],
          ['evaluate', csv, '-m', path],
          ['predict', csv, '-m', path],
        ][i % 3]!;
        expectRefusal(await run([...words, '-q']), { exit: 4, start: `${path}: error E_` });
      }),
    );
  });
});
