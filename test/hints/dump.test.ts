import { it } from 'vitest';
import { HINT_CASES } from './hint-cases.ts';
import { offersIn, Shell } from './typed-hint.ts';
it('dump', () => {
  let out = '';
  for (const one of HINT_CASES) {
    const shell = new Shell(one.files);
    const o = shell.run([one.command].flat().at(-1)!);
    const names = new Set(
      Object.values(one.files).flatMap((t) => (typeof t === 'string' ? t.split(/[,;\t|"\n]/) : [])),
    );
    out += `## ${one.name}\n   ${o.fault ?? `status ${o.status} ${o.output.slice(0, 300)}`}\n   HINT ${o.hint}\n   ${JSON.stringify(offersIn(o.hint ?? '', names))}\n`;
  }
  console.log(out);
}, 60000);
