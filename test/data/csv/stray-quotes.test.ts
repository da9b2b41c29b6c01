import { expect, it } from 'vitest';
import { readAll } from '../../support/csv.ts';

it.each([
  ['99,shoe"good, cheap",3', 2],
  ['99"good, cheap",3,y', 1],
  ['a,shoe"say ""hi"", x",3', 2],
  ['a,b,shoe"a, b, c"', 3],
  ['a,shoe"good, cheap" ,3', 2],
  ['shoe" x, y"', 1],
])('%s hides a delimiter in field %i', async (line, column) => {
  const { records, error } = await readAll(`a,b,c\n${line}\nx,y,z\n`);
  expect(records.length).toBe(1);
  expect(error).toMatchObject({ code: 'E_CSV_QUOTE', line: 2, column });
});

it.each([
  ['1,5" nail,x', ['1', '5" nail', 'x']],
  ['1,5" nail,3" screw', ['1', '5" nail', '3" screw']],
  ['5",3",x', ['5"', '3"', 'x']],
  ['1,24" by 19",x', ['1', '24" by 19"', 'x']],
  ['a "b" c,d "e",f', ['a "b" c', 'd "e"', 'f']],
  ['o"clock,half past,f', ['o"clock', 'half past', 'f']],
  ['a,"say ""x"", y",b', ['a', 'say "x", y', 'b']],
])('%s has the fields that it seems to have', async (line, fields) => {
  const { records, error } = await readAll(`a,b,c\n${line}\n`);
  expect(error).toBeUndefined();
  expect(records[1]!.fields).toEqual(fields);
});
