/** `--threads`: files and networks large enough for several threads give the same bytes, counts and errors as with one. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ended,
  expectRefusal,
  json,
  run,
  start,
  succeed,
  temporaryFolder,
  type RunOptions,
} from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';

/** So many bytes are above what a thread of its own is started for. */
const BYTES = 5_000_000;
const folder = temporaryFolder();
const QUICK = ['--preset', 'plain', '-q', '--hidden', '8', '--epochs', '2'];
const path = (name: string) => join(folder, name);

/** Ends every thread but the main one before it has done anything. */
const END_THREADS = `data:text/javascript,import{isMainThread}from'node:worker_threads';if(!isMainThread)process.exit(3)`;
/** Ends every other thread when it gets its first page; each says when it waits for one. */
const END_AT_FIRST_PAGE = `data:text/javascript,import{isMainThread,parentPort}from'node:worker_threads';if(!isMainThread){parentPort.once('message',()=>process.exit(3));const post=parentPort.postMessage.bind(parentPort);parentPort.postMessage=(...words)=>{post(...words);process._rawDebug('waits for pages')}}`;
const with_ = (preload: string): RunOptions => ({ nodeFlags: ['--import', preload] });

async function predict(
  model: string,
  csv: string,
  threads: number,
  words: readonly string[] = [],
  options?: RunOptions,
) {
  const out = path(`${model}-${csv}-${threads}.scores.csv`);
  const result = await succeed(
    ['predict', path(csv), '-m', path(model), '-o', out, '-f', '--threads', String(threads), ...words],
    options,
  );
  return { scores: readFileSync(out, 'utf8'), stderr: result.stderr };
}

describe.concurrent('predict --threads', () => {
  let rowCount = 0;

  beforeAll(async () => {
    const { names, rows } = customers({ count: 300 });
    writeFileSync(path('train.csv'), toCsv({ names, rows }));
    await succeed(['train', path('train.csv'), ...QUICK, '-o', path('keyed')]);
    await succeed(['train', path('train.csv'), ...QUICK, '--drop', 'id', '--id', 'none', '-o', path('bare')]);
    const text = rows.map((fields) => fields.join(',')).join('\n');
    const copies = Math.ceil(BYTES / text.length);
    rowCount = copies * rows.length;
    const header = names.join(',');
    const body = `${text}\n`.repeat(copies);
    writeFileSync(path('plain.csv'), `${header}\n${body}`);
    const middle = body.indexOf('\n', body.length / 2) + 1;
    const withIn = (odd: string) => `${header}\n${body.slice(0, middle)}${odd}\n${body.slice(middle)}`;
    writeFileSync(path('mixed.csv'), withIn('\n"a ""quoted"", ID",3,2.5,0\n\nx,99,1e6,0\n'));
    writeFileSync(path('bad.csv'), withIn('00001,three,2.5,0\n00002,4,many,1'));
  });

  it.each(['keyed', 'bare'])('gives the same bytes with 1, 2 and 4 threads, and a line a row (%s)', async (model) => {
    const [one, two, four] = await Promise.all([1, 2, 4].map((threads) => predict(model, 'plain.csv', threads)));
    expect(one!.scores.split('\n')).toHaveLength(rowCount + 2);
    expect(two!.scores === one!.scores).toBe(true);
    expect(four!.scores === one!.scores).toBe(true);
    if (model === 'bare') expect(one!.scores.slice(-50)).toMatch(new RegExp(`\\n${rowCount},.*\\n$`));
  });

  it('gives the same lines and counts where a quote, blank lines and values never seen stand between', async () => {
    const [one, three] = await Promise.all([1, 3].map((threads) => predict('keyed', 'mixed.csv', threads)));
    expect(three!.scores === one!.scores).toBe(true);
    expect(one!.scores).toContain('"a ""quoted"", ID",');
    const told = (stderr: string) => stderr.split('\n').filter((line) => /training range/.test(line));
    expect(told(three!.stderr)).toEqual(told(one!.stderr));
    expect(told(one!.stderr)).toHaveLength(2);
  });

  it('refuses the first bad cell with its line, whichever thread met it', async () => {
    const line =
      2 +
      readFileSync(path('bad.csv'), 'utf8')
        .split('\n')
        .slice(1)
        .findIndex((record) => record.includes('three'));
    for (const threads of ['1', '4']) {
      const result = await run([
        'predict',
        path('bad.csv'),
        '-m',
        path('keyed'),
        '-q',
        '-o',
        path('bad.out'),
        '--threads',
        threads,
      ]);
      expectRefusal(result, { exit: 3, start: `${path('bad.csv')}:${line}:2: error E_CSV_NUMBER` });
    }
  });

  it('puts the same two bad rows aside with --bad-rows skip, and numbers the rows behind them alike', async () => {
    const [one, four] = await Promise.all(
      [1, 4].map((threads) => predict('bare', 'bad.csv', threads, ['--bad-rows', 'skip'])),
    );
    expect(four!.scores === one!.scores).toBe(true);
    const rejects = [1, 4].map((threads) => readFileSync(path(`bare-bad.csv-${threads}.scores.rejects.csv`), 'utf8'));
    expect(rejects[0]!.trimEnd().split('\n')).toHaveLength(3);
    expect(rejects[1]).toBe(rejects[0]);
  });

  it('reads from a pipe, where the length is not known, to the same bytes', async () => {
    const input = readFileSync(path('plain.csv'));
    const { stdout } = await succeed(['predict', '-', '-m', path('keyed'), '-q', '--threads', '2'], { input });
    expect(stdout === (await predict('keyed', 'plain.csv', 1)).scores).toBe(true);
  });

  const LOSS = 'a thread was lost, the others go on: it ended with exit code 3';
  const count = (text: string, part: string) => text.split(part).length - 1;

  /** Gives the rows three times, and the third time only when both threads have told `awaited`. */
  async function predictHeldBack(preload: string, awaited: string, words: readonly string[]) {
    const text = readFileSync(path('plain.csv'));
    const body = text.subarray(text.indexOf('\n') + 1);
    const child = start(['predict', '-', '-m', path('keyed'), '--threads', '3', ...words], with_(preload));
    child.stdin.write(Buffer.concat([text, body]));
    let told = '';
    child.stderr.on('data', (bytes: Buffer) => {
      told += bytes.toString();
      if (count(told, awaited) === 2 && !child.stdin.writableEnded) child.stdin.end(body);
    });
    const { code, stdout, stderr } = await ended(child);
    expect(code).toBe(0);
    const { scores } = await predict('keyed', 'plain.csv', 1);
    const rows = scores.slice(scores.indexOf('\n') + 1);
    expect(stdout === scores + rows + rows).toBe(true);
    return stderr;
  }

  it('goes on without the threads that are lost at their start, and says so with --verbose only', async () => {
    expect(count(await predictHeldBack(END_THREADS, LOSS, ['--verbose']), LOSS)).toBe(2);
    expect((await predict('keyed', 'plain.csv', 3, [], with_(END_THREADS))).stderr).not.toContain('thread');
  });

  it('goes on without a thread that is lost at its first page, and says so with --verbose only', async () => {
    const loud = await predictHeldBack(END_AT_FIRST_PAGE, 'waits for pages', ['--verbose']);
    // While one is being lost, the other may get no page.
    expect([1, 2]).toContain(count(loud, LOSS));
    expect(await predictHeldBack(END_AT_FIRST_PAGE, 'waits for pages', [])).not.toContain('thread');
  });

  it('counts rows alike in --json', async () => {
    const rowsWith = async (threads: string) => {
      const out = path(`json-${threads}.csv`);
      return (await json(['predict', path('plain.csv'), '-m', path('keyed'), '-o', out, '--threads', threads]))['rows'];
    };
    expect([await rowsWith('1'), await rowsWith('2')]).toEqual([rowCount, rowCount]);
  });
});

describe.concurrent('train --threads', () => {
  /** Every thread but the main one says that it is there. */
  const TELL = `data:text/javascript,import{isMainThread}from'node:worker_threads';if(!isMainThread)process._rawDebug('a thread is there')`;
  /** Nothing can be computed there. */
  const FAIL = `data:text/javascript,import{isMainThread}from'node:worker_threads';if(!isMainThread)WebAssembly.Instance=null`;
  const LARGE = ['--hidden', '300,300', '--batch-size', '300', '--epochs', '4', '--balance', 'none'];

  async function train(name: string, words: readonly string[], options?: RunOptions) {
    const csv = path('large.csv');
    if (!existsSync(csv)) writeFileSync(csv, toCsv(customers({ count: 1000 })));
    const { stderr } = await succeed(['train', csv, '--preset', 'plain', '-o', path(name), ...words], options);
    return { model: readFileSync(join(path(name), 'model.safetensors')), stderr };
  }

  it('gives the same model file with 1, 2 and 4 threads, with threads that end and with threads that fail', async () => {
    const [one, ...others] = await Promise.all([
      train('large-1', [...LARGE, '--threads', '1']),
      train('large-2', [...LARGE, '--threads', '2']),
      train('large-4', [...LARGE, '--threads', '4']),
      train('large-ended', [...LARGE, '--threads', '3'], with_(END_THREADS)),
      train('large-failed', [...LARGE, '--threads', '3'], with_(FAIL)),
    ]);
    for (const { model } of others) expect(Buffer.compare(model, one.model)).toBe(0);
  });

  it('starts threads for large products only, and two for a report', async () => {
    const count = (stderr: string) => stderr.split('a thread is there').length - 1;
    const bare = ['--no-report', '--threads'];
    const large = await train('told-large', [...LARGE, ...bare, '3'], with_(TELL));
    expect(count(large.stderr)).toBe(2);
    const alone = await train('told-alone', [...LARGE, '--threads', '1'], with_(TELL));
    const small = await train('told-small', ['--epochs', '2', ...bare, '3'], with_(TELL));
    expect([count(alone.stderr), count(small.stderr)]).toEqual([0, 0]);
    const reported = await train('told-report', ['--epochs', '2', '--threads', '3'], with_(TELL));
    expect(count(reported.stderr)).toBe(2);
  });

  it('says with --verbose how many there may be, and that the host shares no memory where that is so', async () => {
    const words = ['--epochs', '1', '--verbose', '--threads', '3'];
    expect((await train('verbose', words)).stderr).toContain('kernels: simd (WebAssembly SIMD128); up to 3 threads\n');
    const unshared = `data:text/javascript,const{Memory}=WebAssembly;WebAssembly.Memory=class extends Memory{constructor(limits){if(limits.shared)throw new TypeError('none');super(limits)}}`;
    const { model, stderr } = await train('unshared', [...words, ...LARGE.slice(0, 4)], with_(unshared));
    expect(stderr).toContain('; one thread: this host has no others that share its memory\n');
    expect(Buffer.compare(model, (await train('shared', [...words, ...LARGE.slice(0, 4)])).model)).toBe(0);
  });
});
