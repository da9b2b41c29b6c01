import { describe, expect, it } from 'vitest';
import { audit } from './audit.ts';
import { honestFile, KINDS, leakingFile } from './planted.ts';

describe('leaks and honest measures', () => {
  it.each(KINDS)('of 25 files with a planted leak by %s, all have an error that names its column', (kind) => {
    for (let seed = 1; seed <= 25; seed++) {
      const errors = audit(leakingFile(kind, seed)).filter(({ severity }) => severity === 'error');
      expect(
        errors.flatMap(({ columns }) => columns),
        `seed ${seed}`,
      ).toContain('leak');
    }
  });

  it('of 100 files with a strong and honest measure, none has an error, and most say that it is strong', () => {
    let told = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const findings = audit(honestFile(seed));
      expect(
        findings.filter(({ severity }) => severity === 'error').map(({ title }) => title),
        `seed ${seed}`,
      ).toEqual([]);
      if (findings.some(({ code, columns }) => code.startsWith('LEAK') && columns.includes('petal'))) told++;
    }
    expect(told).toBeGreaterThan(80);
  });
});
