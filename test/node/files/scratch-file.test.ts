import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ScratchFile } from '../../../src/node/files/scratch-file.ts';
import { temporaryFolder } from '../../support/cli.ts';

/** The bytes of piece `number`: 1 to 40 of them. */
const piece = (number: number) => new Uint8Array(1 + ((number * 7) % 40)).fill(number);

describe('ScratchFile', () => {
  it.each([1, 30, 64, 100, 1 << 20])('gives back 200 pieces in any order with %i bytes held', (mostHeld) => {
    const folder = temporaryFolder();
    const file = new ScratchFile(folder, mostHeld);
    const starts: number[] = [];
    let length = 0;
    for (let number = 0; number < 200; number++) {
      starts.push(length);
      file.append(piece(number));
      length += piece(number).length;
    }
    for (let i = 0; i < 200; i++) {
      const number = (i * 77) % 200;
      const into = new Uint8Array(piece(number).length);
      file.read(starts[number]!, into);
      expect(into).toEqual(piece(number));
    }
    // Not even while it is open.
    expect(readdirSync(folder)).toEqual([]);
    file.close();
  });

  it('makes no file for few bytes, and says where one could not be made', () => {
    const folder = join(temporaryFolder(), 'missing');
    const file = new ScratchFile(folder, 10);
    file.append(piece(0));
    expect(existsSync(folder)).toBe(false);
    expect(() => file.append(piece(5))).toThrow(expect.objectContaining({ code: 'E_FILE_MISSING', file: folder }));
  });
});
